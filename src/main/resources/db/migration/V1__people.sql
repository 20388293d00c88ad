-- Who is who. A person id and its user id belong together for ever: rows are never deleted.
create table cs_person (
    person_id       varchar(40)  not null primary key,
    user_id         varchar(64)  not null,
    user_id_folded  varchar(64)  not null,
    full_name       varchar(200) not null,
    email           varchar(254) not null,
    job_title       varchar(200) not null,
    department      varchar(200) not null,
    kind            varchar(20)  not null,
    line_manager_id varchar(40),
    employed_from   date         not null,
    employed_until  date,
    -- the day of the import whose file no longer named the person; null while the file names them
    left_file_on    date,
    -- the deputy as last given by the file, to tell a change in the file from one made in the application
    file_deputy_id  varchar(40),
    constraint cs_person_user_id unique (user_id_folded),
    constraint cs_person_line_manager foreign key (line_manager_id) references cs_person (person_id)
);

create table cs_person_role (
    person_id varchar(40) not null,
    role_id   varchar(40) not null,
    primary key (person_id, role_id),
    constraint cs_person_role_person foreign key (person_id) references cs_person (person_id)
);

-- The latest row per person is in force; the earlier ones are the history. No deputy: deputy_id is null.
create table cs_deputy (
    deputy_no  bigint generated always as identity primary key,
    person_id  varchar(40) not null,
    deputy_id  varchar(40),
    set_by     varchar(40),
    set_at     timestamp with time zone not null,
    constraint cs_deputy_person foreign key (person_id) references cs_person (person_id),
    constraint cs_deputy_deputy foreign key (deputy_id) references cs_person (person_id)
);
create index cs_deputy_by_person on cs_deputy (person_id, deputy_no);

-- Both days inclusive. One that was ended early keeps its planned last day.
create table cs_absence (
    absence_no    bigint generated always as identity primary key,
    person_id     varchar(40) not null,
    first_on      date not null,
    last_on       date not null,
    planned_until date not null,
    entered_by    varchar(40) not null,
    entered_at    timestamp with time zone not null,
    ended_by      varchar(40),
    ended_at      timestamp with time zone,
    cancelled     boolean not null,
    constraint cs_absence_person foreign key (person_id) references cs_person (person_id)
);
create index cs_absence_by_person on cs_absence (person_id, first_on);

-- One row. Whoever changes the directory locks it and gives it a new stamp, so that every node knows when to read afresh.
create table cs_people_stamp (
    id    integer     not null primary key,
    stamp varchar(40) not null
);
insert into cs_people_stamp (id, stamp) values (1, 'empty');

create table cs_people_import (
    import_no   bigint generated always as identity primary key,
    imported_at timestamp with time zone not null,
    imported_by varchar(40),
    file_name   varchar(300) not null,
    sha256      varchar(64)  not null,
    added       integer not null,
    changed     integer not null,
    departed    integer not null,
    unchanged   integer not null
);
