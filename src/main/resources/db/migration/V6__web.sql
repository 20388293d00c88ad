-- When a password was set, and whether it is one that has to be changed first. The hash itself is the engine's.
create table cs_passwords (
    user_id  varchar(64) not null primary key,
    set_at   timestamp with time zone not null,
    one_time boolean not null
);
