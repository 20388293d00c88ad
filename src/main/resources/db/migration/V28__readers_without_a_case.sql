-- A restricted record that came in a bag has no case here; who may read it comes along with it all the same. So the case is no longer asked for.
alter table cs_case_reader rename to cs_case_reader_before;
create table cs_case_reader (
    case_id  varchar(32)  not null,
    reader   varchar(80)  not null,
    admitted boolean      not null,
    primary key (case_id, reader)
);
insert into cs_case_reader (case_id, reader, admitted) select case_id, reader, admitted from cs_case_reader_before;
drop table cs_case_reader_before;
create index cs_case_reader_reader on cs_case_reader (reader, case_id);
