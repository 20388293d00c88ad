-- What people were told. The list in the application and the outgoing mail are the same rows.
create table cs_notice (
    notice_no   bigint generated always as identity primary key,
    person_id   varchar(40)   not null,
    notice_key  varchar(200)  not null,
    template    varchar(100)  not null,
    subject     varchar(300)  not null,
    body        varchar(4000) not null,
    link        varchar(500)  not null,
    case_id     varchar(64),
    told_at     timestamp with time zone not null,
    read_at     timestamp with time zone,
    -- NONE: no mail server was configured; WAITING, SENDING (claimed until claimed_until), SENT, FAILED, NO_ADDRESS
    mail        varchar(20)   not null,
    attempts    integer       not null,
    next_try_at timestamp with time zone not null,
    claimed_until timestamp with time zone,
    sent_at     timestamp with time zone,
    last_error  varchar(500),
    constraint cs_notice_once unique (person_id, notice_key)
);
create index cs_notice_by_person on cs_notice (person_id, notice_no);
create index cs_notice_by_mail on cs_notice (mail, next_try_at);
