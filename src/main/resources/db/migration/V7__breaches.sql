-- Breaches of personal data as boards and the register of UK GDPR art. 33(5) read them; made from people's answers.
create table cs_breach (
    case_id            varchar(32)  not null primary key references cs_case (case_id),
    kind               varchar(16)  not null,
    stage              varchar(200) not null,
    next_step          varchar(200) not null,
    reported_at        timestamp with time zone not null,
    aware_at           timestamp with time zone not null,
    provisional        boolean      not null,
    deadline           timestamp with time zone not null,
    late               boolean      not null,
    people             integer,
    risk_level         varchar(16),
    regulator_decision varchar(40),
    people_decision    varchar(40),
    notified_at        timestamp with time zone,
    reference          varchar(100),
    cause              varchar(40),
    outcome            varchar(64),
    joined_to          varchar(32),
    group_name         varchar(200),
    summary            varchar(400) not null,
    search_text        text         not null,
    closed_at          timestamp with time zone
);
create index cs_breach_open on cs_breach (closed_at, deadline);
create index cs_breach_kind on cs_breach (kind, case_id);
create index cs_breach_outcome on cs_breach (outcome, case_id);
create index cs_breach_reported on cs_breach (reported_at);

-- Every value ever set for the awareness.
create table cs_breach_awareness (
    correction_id bigint generated always as identity primary key,
    case_id       varchar(32)   not null references cs_case (case_id),
    aware_at      timestamp with time zone not null,
    basis         varchar(2000) not null,
    set_by        varchar(64)   not null,
    set_at        timestamp with time zone not null,
    standing      varchar(32)   not null,
    decided_by    varchar(64),
    decided_at    timestamp with time zone
);
create index cs_breach_awareness_case on cs_breach_awareness (case_id, correction_id);

-- The marks of the escalation, absolute instants; each is handled once.
create table cs_breach_mark (
    mark_number bigint generated always as identity primary key,
    case_id     varchar(32)  not null references cs_case (case_id),
    mark        varchar(40)  not null,
    words       varchar(400) not null,
    due_at      timestamp with time zone not null,
    outcome     varchar(16)  not null,
    handled_at  timestamp with time zone,
    constraint cs_breach_mark_once unique (case_id, mark, due_at)
);
create index cs_breach_mark_due on cs_breach_mark (outcome, due_at);
