-- +goose Up

-- What an office says on every page: each row is a step of a banner's history, added
-- and never changed. Instants are UTC microseconds. Nothing in it is personal.

create table banner (
  id         text not null,
  seq        integer not null, -- 1 puts it up, 2 ends it before its time
  action     text not null,
  texts      text not null, -- JSON, by language tag
  phone      text not null,
  from_at    integer not null,
  until_at   integer not null,
  actor      text not null, -- staff id
  unit       text not null,
  at         integer not null,
  banner_key text not null, -- of the form that did it
  primary key (id, seq)
) strict;
create unique index banner_banner_key on banner (actor, banner_key);
create index banner_at on banner (at);

-- +goose StatementBegin
create trigger banner_no_update before update on banner
begin select raise(abort, 'append-only: banner'); end;
-- +goose StatementEnd

-- +goose StatementBegin
create trigger banner_no_delete before delete on banner
begin select raise(abort, 'append-only: banner'); end;
-- +goose StatementEnd
