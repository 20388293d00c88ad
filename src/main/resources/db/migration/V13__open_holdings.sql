-- Who holds what is asked by flow too; what is over is far more than what is open.
create index cs_holding_open on cs_holding (flow, ended_at);
