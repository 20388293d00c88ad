-- Secret addresses of the calendar feed of breach deadlines: one a person, known by its digest alone, so that nobody can read it here.
create table cs_calendar_feed (
    person_id      varchar(64) not null primary key,
    address_sha256 varchar(64) not null,
    made_at        timestamp with time zone not null,
    constraint cs_calendar_feed_address unique (address_sha256)
);
