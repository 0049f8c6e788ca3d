-- +goose Up

-- How somebody wants to be told of things besides the portal, sealed: roads, addresses,
-- quiet hours; null while nothing was ever said. An urgent message goes at any hour. A
-- letter waits for a clerk, and no worker takes it.

alter table identity add column wish bytea;
alter table outbox add column urgent bigint not null default 0;
create index outbox_waiting on outbox (created) where state = 'waiting';
