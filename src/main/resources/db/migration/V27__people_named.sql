-- Who is named in what people wrote in a case. No key: what is noted twice at the same moment does no harm, and nobody waits for it.
create table cs_case_person (
    case_id    varchar(32)  not null references cs_case (case_id),
    person_id  varchar(80)  not null
);
create index cs_case_person_person on cs_case_person (person_id, case_id);
create index cs_case_person_case on cs_case_person (case_id);

-- As whom each person has been looked for in what was written before the directory knew them so.
create table cs_person_sought (
    person_id  varchar(80)   not null primary key,
    sought_as  varchar(1000) not null
);

create index cs_trail_person on cs_trail (person_id);
create index cs_holding_in_place_of on cs_holding (in_place_of);
