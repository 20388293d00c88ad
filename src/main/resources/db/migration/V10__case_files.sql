-- Cases that have to do with each other, and the letters written in a case.
create table cs_case_link (
    case_id   varchar(32) not null references cs_case (case_id),
    other_id  varchar(32) not null references cs_case (case_id),
    how       varchar(32) not null,
    primary key (case_id, other_id)
);
create index cs_case_link_other on cs_case_link (other_id, how);

create table cs_letter (
    letter_id     varchar(64)   not null primary key,
    case_id       varchar(32)   not null references cs_case (case_id),
    letter_number integer       not null,
    kind          varchar(64)   not null,
    title         varchar(255)  not null,
    addressee_id  varchar(64),
    addressee     varchar(255)  not null,
    written_at    timestamp with time zone not null,
    written_for   varchar(64)   not null,
    sha256        varchar(64)   not null,
    pdf           ${bytes}      not null,
    unique (case_id, letter_number),
    unique (case_id, kind, written_for)
);
