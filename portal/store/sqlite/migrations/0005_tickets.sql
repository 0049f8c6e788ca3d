-- +goose Up

-- Tickets of the phone lines (decision record 12). One that is being taken down is a
-- row in the state draft; what is personal is sealed with its person's key, and the
-- person of somebody without a file is a key alone. Instants are UTC microseconds, 0
-- for none; days are text and sort; columns of bytes are sealed, blind or hashes.

create table ticket (
  ref       text not null primary key,
  person    text not null references person (id),
  own       integer not null,
  starter   text not null,
  taker     text not null,
  start_for text not null, -- '' when the person is its own, else the person
  start_key text not null,
  rev       integer not null, -- counts every write
  type      text not null,
  topic     text not null,
  state     text not null,
  place     text not null,
  area      text not null,
  urgent    integer not null,
  anonymous integer not null,
  shielded  integer not null,
  public    integer not null,
  about     text not null,
  unit      text not null,
  assignee  text not null,
  away      integer not null,
  joined    text not null,
  late      integer not null,
  service   text not null,
  question  text not null,
  draft     text not null,
  channel   text not null,
  language  text not null,
  begun     integer not null,
  touched   integer not null, -- last write of a draft
  sent      integer not null,
  opened    integer not null, -- of this round
  next_at   integer not null, -- from when time itself has something to do, 0: never
  sign_by   text not null,
  reply_by  text not null,
  call_by   text not null,
  replied   text not null,
  moves     integer not null,
  redos     integer not null,
  rest      text not null, -- JSON: clocks, units that returned it, reminders given
  phone_bix blob,
  four_bix  blob, -- last four digits, within the place
  body      blob not null,
  gone      integer not null, -- 1: its person is deleted
  version   integer not null, -- sequence number of the last ticket_event
  head      blob not null -- its hash, empty before the first
) strict;
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
  ticket_ref text not null references ticket (ref),
  seq        integer not null,
  at         integer not null,
  actor_kind text not null,
  actor      text not null,
  channel    text not null,
  language   text not null,
  mode       text not null,
  person     text not null,
  unit       text not null,
  target     text not null, -- unit it went to, when it went
  action     text not null,
  from_state text not null,
  to_state   text not null,
  reasons    text not null, -- codes with spaces between
  note       blob not null,
  event_key  text not null,
  prev       blob not null,
  hash       blob not null,
  primary key (ticket_ref, seq)
) strict;
create unique index ticket_event_event_key on ticket_event (ticket_ref, event_key) where event_key <> '';
create index ticket_event_at on ticket_event (at);

-- +goose StatementBegin
create trigger ticket_event_no_update before update on ticket_event
begin select raise(abort, 'append-only: ticket_event'); end;
-- +goose StatementEnd

-- +goose StatementBegin
create trigger ticket_event_no_delete before delete on ticket_event
begin select raise(abort, 'append-only: ticket_event'); end;
-- +goose StatementEnd
