-- Who may read a confidential case, as its flow said at the last step: a role or a person who may, a person who may not.
create table cs_case_reader (
    case_id  varchar(32)  not null references cs_case (case_id),
    reader   varchar(80)  not null,
    admitted boolean      not null,
    primary key (case_id, reader)
);
create index cs_case_reader_reader on cs_case_reader (reader, case_id);
create index cs_case_started on cs_case (started_at, case_id);
