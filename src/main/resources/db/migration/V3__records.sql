-- What was submitted, frozen; pdf grows by one revision with each signature.
create table cs_sheet (
    sheet_id      bigint generated always as identity primary key,
    case_id       varchar(40)  not null,
    sheet_number  integer      not null,
    submission_id varchar(80)  not null,
    frozen_at     timestamp with time zone not null,
    sha256        varchar(64)  not null,
    unsigned_size bigint       not null,
    signatures    integer      not null,
    -- what the page was made from, so that later changes of pack, register or directory do not reach it
    model_json    text         not null,
    pdf           ${bytes}     not null,
    constraint cs_sheet_number unique (case_id, sheet_number),
    constraint cs_sheet_submission unique (submission_id)
);

-- The evidence of each signing step. The salt lets a reader check the comment's digest in the signature.
create table cs_signature (
    signature_id       bigint generated always as identity primary key,
    sheet_id           bigint       not null references cs_sheet (sheet_id),
    signature_number   integer      not null,
    person_id          varchar(80)  not null,
    person_name        varchar(400) not null,
    person_role        varchar(200) not null,
    in_place_of        varchar(400),
    decision           varchar(200) not null,
    comment_text       text,
    comment_salt       varchar(64),
    comment_sha256     varchar(64),
    intent             text         not null,
    authenticated_by   varchar(400) not null,
    signed_at          timestamp with time zone not null,
    certificate_serial varchar(64)  not null,
    certificate        ${bytes}     not null,
    constraint cs_signature_number unique (sheet_id, signature_number)
);

create table cs_record (
    record_id           varchar(40)  not null primary key,
    flow                varchar(80)  not null,
    process_instance_id varchar(80)  not null,
    title               text         not null,
    outcome             varchar(200) not null,
    access_class        varchar(40)  not null,
    retention_class     varchar(200) not null,
    sealed_at           timestamp with time zone not null,
    time_attested_by    varchar(400) not null,
    awaits_timestamp    boolean      not null,
    timestamp_attempts  integer      not null,
    timestamp_next      timestamp with time zone,
    verification_code   varchar(40)  not null,
    revision            integer      not null,
    sha256              varchar(64)  not null,
    size_bytes          bigint       not null,
    search_text         text         not null,
    constraint cs_record_process unique (process_instance_id),
    constraint cs_record_code unique (verification_code)
);
create index cs_record_sealed on cs_record (sealed_at, record_id);
create index cs_record_flow on cs_record (flow, sealed_at, record_id);
create index cs_record_outcome on cs_record (outcome, sealed_at, record_id);
create index cs_record_awaits on cs_record (awaits_timestamp, timestamp_next);

create table cs_record_revision (
    record_id  varchar(40)  not null references cs_record (record_id),
    revision   integer      not null,
    made_at    timestamp with time zone not null,
    reason     varchar(400) not null,
    sha256     varchar(64)  not null,
    size_bytes bigint       not null,
    pdf        ${bytes},
    primary key (record_id, revision)
);
create index cs_record_revision_sha256 on cs_record_revision (sha256);

create table cs_record_person (
    record_id varchar(40) not null references cs_record (record_id),
    person_id varchar(80) not null,
    primary key (record_id, person_id)
);
create index cs_record_person_person on cs_record_person (person_id, record_id);

-- Attachments that would make the PDF too large lie beside it; record.json lists their digests.
create table cs_record_attachment (
    record_id   varchar(40)  not null references cs_record (record_id),
    position    integer      not null,
    file_name   varchar(400) not null,
    media_type  varchar(200) not null,
    description text         not null,
    sha256      varchar(64)  not null,
    size_bytes  bigint       not null,
    content     ${bytes},
    primary key (record_id, position)
);

-- Authorities, seals and time-stamping certificates, present and past: verification outlives a rotation.
create table cs_certificate (
    sha256      varchar(64)  not null primary key,
    subject     text         not null,
    purpose     varchar(40)  not null,
    valid_from  timestamp with time zone not null,
    valid_until timestamp with time zone not null,
    first_used  timestamp with time zone not null,
    certificate ${bytes}     not null
);

-- The chain. What a row was about lies beside it and can be deleted without breaking the chain.
create table cs_ledger (
    entry_number   bigint      not null primary key,
    at             timestamp with time zone not null,
    event          varchar(80) not null,
    subject        varchar(80) not null,
    payload_sha256 varchar(64) not null,
    previous_hash  varchar(64) not null,
    hash           varchar(64) not null
);
create index cs_ledger_subject on cs_ledger (subject, entry_number);

create table cs_ledger_payload (
    entry_number bigint      not null primary key references cs_ledger (entry_number),
    salt         varchar(64) not null,
    payload      text        not null
);

create table cs_ledger_head (
    head_id      integer     not null primary key,
    entry_number bigint      not null,
    hash         varchar(64) not null
);
insert into cs_ledger_head (head_id, entry_number, hash)
values (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

-- Once a day the institution's key seals the head and the digest of the access log up to then.
create table cs_ledger_anchor (
    anchored_on    date        not null primary key,
    entry_number   bigint      not null,
    hash           varchar(64) not null,
    access_from    bigint      not null,
    access_number  bigint      not null,
    access_rows    bigint      not null,
    access_sha256  varchar(64) not null,
    sealed_text    text        not null,
    signature      ${bytes}    not null
);

create table cs_access_log (
    access_number bigint generated always as identity primary key,
    at            timestamp with time zone not null,
    record_id     varchar(40)  not null,
    person_id     varchar(80)  not null,
    what          varchar(200) not null
);
create index cs_access_log_record on cs_access_log (record_id, access_number);
