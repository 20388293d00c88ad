-- Which conversations of a group were transferred; stays when the group's approval is disposed of.
create table cs_transfer (
    case_id   varchar(32) not null primary key references cs_case (case_id),
    group_no  bigint      not null references cs_group (group_no)
);
create index cs_transfer_group on cs_transfer (group_no);

insert into cs_transfer (case_id, group_no)
    select c.case_id, g.group_no from cs_case c join cs_case_link l on l.case_id = c.case_id join cs_group g on g.record_id = l.other_id
     where c.flow = 'conversation-transfer';
