-- Cases, their trail, who holds which task, and what people filled in.

create table cs_case_number (
    flow         varchar(64) not null,
    case_year    integer     not null,
    last_number  integer     not null,
    primary key (flow, case_year)
);

create table cs_case (
    case_id               varchar(32)  not null primary key,
    flow                  varchar(64)  not null,
    process_instance_id   varchar(64)  not null unique,
    process_definition_id varchar(64)  not null,
    starter_id            varchar(64)  not null,
    title                 varchar(255) not null,
    confidential          boolean      not null,
    state_words           varchar(255) not null,
    outcome               varchar(64),
    decided               boolean      not null,
    started_at            timestamp with time zone not null,
    ended_at              timestamp with time zone
);
create index cs_case_starter on cs_case (starter_id, started_at);

create table cs_trail (
    entry_id      bigint generated always as identity primary key,
    case_id       varchar(32)  not null references cs_case (case_id),
    happened_at   timestamp with time zone not null,
    event         varchar(64)  not null,
    activity      varchar(64),
    person_id     varchar(64),
    in_place_of   varchar(64),
    words         varchar(1000) not null
);
create index cs_trail_case on cs_trail (case_id, entry_id);

create table cs_holding (
    holding_id    bigint generated always as identity primary key,
    task_id       varchar(64)  not null,
    case_id       varchar(32)  not null references cs_case (case_id),
    flow          varchar(64)  not null,
    task          varchar(64)  not null,
    title         varchar(255) not null,
    person_id     varchar(64)  not null,
    in_place_of   varchar(64),
    held_since    timestamp with time zone not null,
    due_at        timestamp with time zone,
    ended_at      timestamp with time zone,
    -- 0 nothing yet, 1 reminded, 2 due today, 3 deputy asked, 4 next in line asked
    lateness      integer      not null,
    unique (task_id, person_id)
);
create index cs_holding_person on cs_holding (person_id, ended_at);
create index cs_holding_case on cs_holding (case_id, ended_at);

create table cs_answers (
    answers_id    varchar(64)  not null primary key,
    form          varchar(128) not null,
    task_id       varchar(64),
    person_id     varchar(64)  not null,
    in_place_of   varchar(64),
    submitted_at  timestamp with time zone not null,
    used_at       timestamp with time zone,
    case_id       varchar(32),
    step_number   integer,
    answers_json  text         not null
);
create index cs_answers_case on cs_answers (case_id, step_number);
create index cs_answers_unused on cs_answers (used_at, submitted_at);

create table cs_draft (
    person_id     varchar(64)  not null,
    form          varchar(128) not null,
    task_id       varchar(64)  not null,
    saved_at      timestamp with time zone not null,
    fields_json   text         not null,
    primary key (person_id, form, task_id)
);
