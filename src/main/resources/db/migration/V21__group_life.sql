-- One case is one year in the life of a group.
create table cs_group_life (
    case_id      varchar(32) not null primary key references cs_case (case_id),
    group_no     bigint      not null references cs_group (group_no),
    year_number  integer     not null,
    began_at     timestamp with time zone not null,
    -- The first day of use; what repeats is counted from it. Null until the activation is confirmed.
    activated_on date,
    -- How often the engine's timer has rung; a duty asked for in the last look becomes a task.
    looks        integer     not null,
    ended_at     timestamp with time zone,
    constraint cs_group_life_year unique (group_no, year_number)
);

-- What has to be done for a group, and what became of it. All instants are absolute.
create table cs_group_duty (
    duty_no     bigint generated always as identity primary key,
    group_no    bigint      not null references cs_group (group_no),
    case_id     varchar(32) not null references cs_case (case_id),
    kind        varchar(20) not null,
    -- Whom or what it is about: the id of a person or of a hold.
    about       varchar(80),
    -- The day it is for: of an attestation, up to which everything is deleted.
    day_on      date        not null,
    ask_at      timestamp with time zone not null,
    due_at      timestamp with time zone,
    manager_at  timestamp with time zone,
    suspend_at  timestamp with time zone,
    state       varchar(20) not null,
    asked_in    integer,
    to_manager  boolean     not null,
    suspended   boolean     not null,
    ended_at    timestamp with time zone,
    ended_by    varchar(40)
);
create index cs_group_duty_group on cs_group_duty (group_no, state);
create index cs_group_duty_case on cs_group_duty (case_id, state);
create index cs_group_duty_state on cs_group_duty (state, ask_at);

-- Who is in a group now, by id alone: enough to take out who leaves on the same day. Nothing is kept of who was in it.
create table cs_group_member (
    group_no  bigint      not null references cs_group (group_no),
    person_id varchar(40) not null,
    primary key (group_no, person_id)
);
create index cs_group_member_person on cs_group_member (person_id);
