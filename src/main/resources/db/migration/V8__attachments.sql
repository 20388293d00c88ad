-- Files people attach to forms. content is null once a file has been destroyed; what it was stays known by name and digest.
create table cs_attachment (
    attachment_id      varchar(64)  not null primary key,
    file_name          varchar(200) not null,
    media_type         varchar(100) not null,
    file_size          bigint       not null,
    sha256             varchar(64)  not null,
    content            ${bytes},
    uploaded_by        varchar(64)  not null,
    uploaded_at        timestamp with time zone not null,
    case_id            varchar(32),
    quarantined_at     timestamp with time zone,
    quarantined_by     varchar(64),
    quarantine_reason  varchar(2000),
    destroyed_at       timestamp with time zone,
    destroyed_by       varchar(64)
);
create index cs_attachment_case on cs_attachment (case_id, uploaded_at);
create index cs_attachment_uploader on cs_attachment (uploaded_by, uploaded_at);
