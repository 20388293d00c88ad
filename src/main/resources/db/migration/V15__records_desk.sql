-- How long a record stays, as the retention table said when it was asked last. due_on is null until the trigger's day is known.
alter table cs_record add column retention_version varchar(40);
alter table cs_record add column retention_trigger varchar(40);
alter table cs_record add column retention_action varchar(20);
alter table cs_record add column trigger_on date;
alter table cs_record add column due_on date;
alter table cs_record add column disposed_at timestamp with time zone;
-- When the bytes were last hashed anew, and whether they still were what was kept.
alter table cs_record add column fixity_checked_at timestamp with time zone;
alter table cs_record add column fixity_sound boolean;
create index cs_record_due on cs_record (due_on, record_id);
create index cs_record_retention on cs_record (retention_class, sealed_at, record_id);
create index cs_record_fixity on cs_record (fixity_checked_at, record_id);

-- What must not be destroyed. A hold with a query takes in what is kept later and answers it too.
create table cs_hold (
    hold_id        varchar(40)   not null primary key,
    reason         varchar(4000) not null,
    owner_id       varchar(80)   not null,
    review_on      date          not null,
    scope_query    text,
    because_of     varchar(40),
    placed_at      timestamp with time zone not null,
    placed_by      varchar(80),
    released_at    timestamp with time zone,
    released_by    varchar(80),
    release_reason varchar(4000)
);
create index cs_hold_open on cs_hold (released_at, review_on);
create index cs_hold_because on cs_hold (because_of);

create table cs_hold_record (
    hold_id   varchar(40) not null references cs_hold (hold_id),
    record_id varchar(40) not null references cs_record (record_id),
    primary key (hold_id, record_id)
);
create index cs_hold_record_record on cs_hold_record (record_id, hold_id);

create table cs_hold_group (
    hold_id  varchar(40) not null references cs_hold (hold_id),
    group_no bigint      not null references cs_group (group_no),
    primary key (hold_id, group_no)
);
create index cs_hold_group_group on cs_hold_group (group_no, hold_id);

-- The owning office has opened a restricted record's content to one records officer.
create table cs_release (
    record_id   varchar(40)   not null references cs_record (record_id),
    person_id   varchar(80)   not null,
    reason      varchar(4000) not null,
    released_by varchar(80)   not null,
    released_at timestamp with time zone not null,
    until_on    date          not null,
    primary key (record_id, person_id)
);
