-- +goose Up

-- Tickets of the phone lines (decision record 12). One that is being taken down is a
-- row in the state draft; what is personal is sealed with its person's key, and the
-- person of somebody without a file is a key alone. Instants are UTC microseconds, 0
-- for none; days are text and sort; columns of bytes are sealed, blind or hashes.

create table ticket (
  ref       text collate "C" not null primary key,
  person    text collate "C" not null references person (id),
  own       bigint not null,
  starter   text collate "C" not null,
  taker     text collate "C" not null,
  start_for text collate "C" not null, -- '' when the person is its own, else the person
  start_key text collate "C" not null,
  rev       bigint not null, -- counts every write
  type      text collate "C" not null,
  topic     text collate "C" not null,
  state     text collate "C" not null,
  place     text collate "C" not null,
  area      text collate "C" not null,
  urgent    bigint not null,
  anonymous bigint not null,
  shielded  bigint not null,
  public    bigint not null,
  about     text collate "C" not null,
  unit      text collate "C" not null,
  assignee  text collate "C" not null,
  away      bigint not null,
  joined    text collate "C" not null,
  late      bigint not null,
  service   text collate "C" not null,
  question  text collate "C" not null,
  draft     text collate "C" not null,
  channel   text collate "C" not null,
  language  text collate "C" not null,
  begun     bigint not null,
  touched   bigint not null, -- last write of a draft
  sent      bigint not null,
  opened    bigint not null, -- of this round
  next_at   bigint not null, -- from when time itself has something to do, 0: never
  sign_by   text collate "C" not null,
  reply_by  text collate "C" not null,
  call_by   text collate "C" not null,
  replied   text collate "C" not null,
  moves     bigint not null,
  redos     bigint not null,
  rest      text collate "C" not null, -- JSON: clocks, units that returned it, reminders given
  phone_bix bytea,
  four_bix  bytea, -- last four digits, within the place
  body      bytea not null,
  gone      bigint not null, -- 1: its person is deleted
  version   bigint not null, -- sequence number of the last ticket_event
  head      bytea not null -- its hash, empty before the first
);
create unique index ticket_start_key on ticket (starter, taker, start_for, start_key) where start_key <> '';
create index ticket_person on ticket (person);
-- Whose phone a ticket came from is told by identity.
create index outbox_recipient on outbox (recipient) where recipient <> '';
create index ticket_starter on ticket (starter);
create index ticket_phone_bix on ticket (phone_bix);
create index ticket_four_bix on ticket (four_bix);
create index ticket_place on ticket (place, topic, sent);
create index ticket_unit on ticket (unit, reply_by);
create index ticket_area on ticket (area);
create index ticket_draft on ticket (touched) where state = 'draft';
create index ticket_next on ticket (next_at) where next_at > 0;
create index ticket_answered on ticket (replied) where public = 1;

create table ticket_event (
  ticket_ref text collate "C" not null references ticket (ref),
  seq        bigint not null,
  at         bigint not null,
  actor_kind text collate "C" not null,
  actor      text collate "C" not null,
  channel    text collate "C" not null,
  language   text collate "C" not null,
  mode       text collate "C" not null,
  person     text collate "C" not null,
  unit       text collate "C" not null,
  target     text collate "C" not null, -- unit it went to, when it went
  action     text collate "C" not null,
  from_state text collate "C" not null,
  to_state   text collate "C" not null,
  reasons    text collate "C" not null, -- codes with spaces between
  note       bytea not null,
  event_key  text collate "C" not null,
  prev       bytea not null,
  hash       bytea not null,
  primary key (ticket_ref, seq)
);
create unique index ticket_event_event_key on ticket_event (ticket_ref, event_key) where event_key <> '';
create index ticket_event_at on ticket_event (at);
