-- Warnings people have been given, so that a hearing knows of those that still count and of no others.
create table cs_warning (
    case_id    varchar(32)  not null primary key references cs_case (case_id),
    person_id  varchar(64)  not null,
    words      varchar(255) not null,
    given_on   date         not null,
    live_until date
);
create index cs_warning_person on cs_warning (person_id);
