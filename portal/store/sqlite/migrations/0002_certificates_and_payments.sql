-- +goose Up

-- Certificates, the life of benefits, payments, objections. Instants are UTC
-- microseconds, 0 for none; columns of bytes are sealed, blind indexes or hashes.

alter table draft add column about text not null default '';       -- the case an objection contests

alter table case_file add column about text not null default '';
alter table case_file add column urgent integer not null default 0;
alter table case_file add column calendar_days integer not null default 0;
alter table case_file add column notice_end text not null default ''; -- last day of the public notice
alter table case_file add column visit_day text not null default '';  -- of the next assessment appointment
alter table case_file add column id_bix blob;
create index case_file_about on case_file (about) where about <> '';
create index case_file_id_bix on case_file (id_bix, service);

alter table benefit add column kind text not null default 'payment';
alter table benefit add column period text not null default 'month';
alter table benefit add column spans text not null default '[]';   -- JSON: months that are owed
alter table benefit add column reason text not null default '';
alter table benefit add column until_day text not null default '';
alter table benefit add column card_day text not null default '';  -- last day of the card it stands on
alter table benefit add column recheck_day text not null default '';
alter table benefit add column advance integer not null default 0;
alter table benefit add column payee blob;                          -- empty: none yet
alter table benefit add column id_bix blob;
alter table benefit add column version integer not null default 0;       -- sequence number of the last benefit_event
alter table benefit add column head blob;                           -- its hash
update benefit set spans = '[{"from":"' || from_month || '"}]'; -- what was granted before runs on
create index benefit_place on benefit (place, kind, from_month);
create index benefit_card_day on benefit (card_day);
create index benefit_recheck_day on benefit (recheck_day);
create index benefit_until_day on benefit (until_day);
-- Nobody gets the same running payment twice, whichever person row it hangs on.
create unique index benefit_id_bix on benefit (id_bix, service) where kind = 'payment' and period = 'month' and state <> 'ended';
-- A yearly one once for each year it begins in: two parents, one child.
create unique index benefit_id_bix_year on benefit (id_bix, service, substr(from_month, 1, 4)) where kind = 'payment' and period = 'year' and state <> 'ended';

create table benefit_event (
  benefit    text not null references benefit (id),
  seq        integer not null,
  at         integer not null,
  actor_kind text not null,
  actor      text not null,
  channel    text not null,
  language   text not null,
  mode       text not null,
  action     text not null,
  from_state text not null,
  to_state   text not null,
  month      text not null,
  reason     text not null,
  case_ref   text not null,
  event_key  text not null,
  body       blob  not null, -- what it said after the step
  prev       blob  not null,
  hash       blob  not null,
  primary key (benefit, seq)
) strict;
create unique index benefit_event_key on benefit_event (benefit, event_key) where event_key <> '';
create index benefit_event_at on benefit_event (at);

create table certificate (
  id         text not null primary key,
  person     text not null references person (id),
  case_ref   text not null,
  place      text not null,
  state      text not null,
  issued     text not null,
  valid_to   text not null,
  body       blob  not null,
  number_bix blob,
  version    integer not null, -- sequence number of the last certificate_event
  head       blob  not null
) strict;
create index certificate_person on certificate (person);
create index certificate_valid_to on certificate (valid_to) where state = 'active';
create unique index certificate_number_bix on certificate (number_bix) where state <> 'cancelled';

create table certificate_event (
  certificate text not null references certificate (id),
  seq         integer not null,
  at          integer not null,
  actor_kind  text not null,
  actor       text not null,
  channel     text not null,
  language    text not null,
  mode        text not null,
  action      text not null,
  from_state  text not null,
  to_state    text not null,
  month       text not null,
  reason      text not null,
  case_ref    text not null,
  event_key   text not null,
  body       blob  not null, -- what it said after the step
  prev        blob  not null,
  hash        blob  not null,
  primary key (certificate, seq)
) strict;
create unique index certificate_event_key on certificate_event (certificate, event_key) where event_key <> '';
create index certificate_event_at on certificate_event (at);

create table certificate_code (
  bix         blob  not null primary key,
  certificate text not null references certificate (id),
  kind        text not null,
  start_key   text not null,
  created     integer not null,
  expires     integer not null, -- 0: with the card
  ended       integer not null
) strict;
create unique index certificate_code_key on certificate_code (certificate, start_key);

create table pay_run (
  id        text not null primary key,
  place     text not null,
  month     text not null,
  state     text not null,
  count     integer not null,
  fen       integer not null,
  created   integer not null,
  actor     text not null,
  start_key text not null
) strict;
create unique index pay_run_start_key on pay_run (place, start_key);
create index pay_run_place on pay_run (place, month);

create table payment (
  id      text not null primary key,
  run     text not null references pay_run (id),
  benefit text not null references benefit (id),
  person  text not null references person (id),
  service text not null,
  month   text not null,
  fen     integer not null,
  state   text not null,
  reason  text not null,
  day     text not null,
  body    blob  not null -- payee and name as they were sent
) strict;
-- Each benefit once a month; a returned payment that was sent again is replaced.
create unique index payment_once on payment (benefit, month) where state <> 'replaced';
create index payment_run on payment (run);
create index payment_benefit on payment (benefit, month);
create index payment_person on payment (person, state);

-- +goose StatementBegin
create trigger benefit_event_no_update before update on benefit_event
begin select raise(abort, 'append-only: benefit_event'); end;
-- +goose StatementEnd

-- +goose StatementBegin
create trigger benefit_event_no_delete before delete on benefit_event
begin select raise(abort, 'append-only: benefit_event'); end;
-- +goose StatementEnd

-- +goose StatementBegin
create trigger certificate_event_no_update before update on certificate_event
begin select raise(abort, 'append-only: certificate_event'); end;
-- +goose StatementEnd

-- +goose StatementBegin
create trigger certificate_event_no_delete before delete on certificate_event
begin select raise(abort, 'append-only: certificate_event'); end;
-- +goose StatementEnd
