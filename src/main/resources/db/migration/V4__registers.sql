-- The register of messaging apps. name_folded is what counts when names are compared.
create table cs_app (
    app_id      varchar(80)   not null primary key,
    app_name    varchar(100)  not null,
    name_folded varchar(64)   not null,
    maker       varchar(200)  not null,
    status      varchar(20)   not null,
    conditions  varchar(4000),
    review_on   date,
    changed_at  timestamp with time zone not null,
    changed_by  varchar(40)   not null,
    constraint cs_app_name unique (name_folded)
);

create table cs_app_change (
    change_no  bigint generated always as identity primary key,
    app_id     varchar(80)   not null,
    status     varchar(20)   not null,
    reason     varchar(4000) not null,
    conditions varchar(4000),
    review_on  date,
    changed_at timestamp with time zone not null,
    changed_by varchar(40)   not null,
    constraint cs_app_change_app foreign key (app_id) references cs_app (app_id)
);
create index cs_app_change_by_app on cs_app_change (app_id, change_no);

-- The register of messaging groups. live_name is the digest of the folded name while the group is live and null once it is
-- closed, so the unique constraint holds among live groups alone.
create table cs_group (
    group_no         bigint generated always as identity primary key,
    group_name       varchar(1000) not null,
    live_name        varchar(64),
    purpose          text         not null,
    app_id           varchar(80)  not null,
    membership       varchar(1000) not null,
    administrator_id varchar(40)  not null,
    assistant_id     varchar(40),
    status           varchar(20)  not null,
    record_id        varchar(40)  not null,
    entered_at       timestamp with time zone not null,
    constraint cs_group_live_name unique (live_name),
    constraint cs_group_record unique (record_id),
    constraint cs_group_app foreign key (app_id) references cs_app (app_id)
);

create table cs_group_change (
    change_no  bigint generated always as identity primary key,
    group_no   bigint        not null,
    status     varchar(20)   not null,
    reason     varchar(4000) not null,
    changed_at timestamp with time zone not null,
    changed_by varchar(40),
    constraint cs_group_change_group foreign key (group_no) references cs_group (group_no)
);
create index cs_group_change_by_group on cs_group_change (group_no, change_no);
