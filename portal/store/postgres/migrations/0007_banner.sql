-- +goose Up

-- What an office says on every page: each row is a step of a banner's history, added
-- and never changed. Instants are UTC microseconds. Nothing in it is personal.

create table banner (
  id         text collate "C" not null,
  seq        bigint not null, -- 1 puts it up, 2 ends it before its time
  action     text collate "C" not null,
  texts      text collate "C" not null, -- JSON, by language tag
  phone      text collate "C" not null,
  from_at    bigint not null,
  until_at   bigint not null,
  actor      text collate "C" not null, -- staff id
  unit       text collate "C" not null,
  at         bigint not null,
  banner_key text collate "C" not null, -- of the form that did it
  primary key (id, seq)
);
create unique index banner_banner_key on banner (actor, banner_key);
create index banner_at on banner (at);
