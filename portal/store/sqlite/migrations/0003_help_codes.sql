-- +goose Up

-- Codes by which an operator looks at a draft (decisions 22). The six digits are
-- sealed with the person's key and found by a blind index; no two that live are
-- alike, and a draft has one at a time. Instants are UTC microseconds, 0 for none.

create table help_code (
  id        text not null primary key,
  draft     text not null,
  person    text not null references person (id),
  identity  text not null,
  code      blob  not null,
  code_bix  blob  not null,
  start_key text not null,
  created   integer not null,
  until     integer not null,
  opened    integer not null,
  opened_by text not null,
  ended     integer not null
) strict;
create unique index help_code_bix on help_code (code_bix) where ended = 0;
create unique index help_code_draft on help_code (draft) where ended = 0;
create unique index help_code_key on help_code (draft, start_key) where start_key <> '';
create index help_code_until on help_code (until);
create index help_code_newest on help_code (draft, created);
