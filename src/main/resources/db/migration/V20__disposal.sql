-- Whose employment decides how long a record is kept, and until when it was kept on beyond its time.
alter table cs_record add column retention_person varchar(80);
alter table cs_record add column extended_until date;
create index cs_record_retention_person on cs_record (retention_person, retention_trigger);

-- What was proposed for records whose time is over, and what became of each. result: PROPOSED, DESTROYED, EXTENDED, KEPT (as before).
create table cs_disposal (
    case_id     varchar(32)   not null references cs_case (case_id),
    record_id   varchar(40)   not null references cs_record (record_id),
    result      varchar(16)   not null,
    why         varchar(1000),
    sha256      varchar(64)   not null,
    due_on      date          not null,
    settled_at  timestamp with time zone,
    primary key (case_id, record_id)
);
create index cs_disposal_record on cs_disposal (record_id, result);
