-- +goose Up

-- Certificates, the life of benefits, payments, objections. Instants are UTC
-- microseconds, 0 for none; columns of bytes are sealed, blind indexes or hashes.

alter table draft add column about text collate "C" not null default '';       -- the case an objection contests

alter table case_file add column about text collate "C" not null default '';
alter table case_file add column urgent bigint not null default 0;
alter table case_file add column calendar_days bigint not null default 0;
alter table case_file add column notice_end text collate "C" not null default ''; -- last day of the public notice
alter table case_file add column visit_day text collate "C" not null default '';  -- of the next assessment appointment
alter table case_file add column id_bix bytea;
create index case_file_about on case_file (about) where about <> '';
create index case_file_id_bix on case_file (id_bix, service);

alter table benefit add column kind text collate "C" not null default 'payment';
alter table benefit add column period text collate "C" not null default 'month';
alter table benefit add column spans text collate "C" not null default '[]';   -- JSON: months that are owed
alter table benefit add column reason text collate "C" not null default '';
alter table benefit add column until_day text collate "C" not null default '';
alter table benefit add column card_day text collate "C" not null default '';  -- last day of the card it stands on
alter table benefit add column recheck_day text collate "C" not null default '';
alter table benefit add column advance bigint not null default 0;
alter table benefit add column payee bytea;                          -- empty: none yet
alter table benefit add column id_bix bytea;
alter table benefit add column version bigint not null default 0;       -- sequence number of the last benefit_event
alter table benefit add column head bytea;                           -- its hash
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
  benefit    text collate "C" not null references benefit (id),
  seq        bigint not null,
  at         bigint not null,
  actor_kind text collate "C" not null,
  actor      text collate "C" not null,
  channel    text collate "C" not null,
  language   text collate "C" not null,
  mode       text collate "C" not null,
  action     text collate "C" not null,
  from_state text collate "C" not null,
  to_state   text collate "C" not null,
  month      text collate "C" not null,
  reason     text collate "C" not null,
  case_ref   text collate "C" not null,
  event_key  text collate "C" not null,
  body       bytea not null, -- what it said after the step
  prev       bytea  not null,
  hash       bytea  not null,
  primary key (benefit, seq)
);
create unique index benefit_event_key on benefit_event (benefit, event_key) where event_key <> '';
create index benefit_event_at on benefit_event (at);

create table certificate (
  id         text collate "C" not null primary key,
  person     text collate "C" not null references person (id),
  case_ref   text collate "C" not null,
  place      text collate "C" not null,
  state      text collate "C" not null,
  issued     text collate "C" not null,
  valid_to   text collate "C" not null,
  body       bytea  not null,
  number_bix bytea,
  version    bigint not null, -- sequence number of the last certificate_event
  head       bytea  not null
);
create index certificate_person on certificate (person);
create index certificate_valid_to on certificate (valid_to) where state = 'active';
create unique index certificate_number_bix on certificate (number_bix) where state <> 'cancelled';

create table certificate_event (
  certificate text collate "C" not null references certificate (id),
  seq         bigint not null,
  at          bigint not null,
  actor_kind  text collate "C" not null,
  actor       text collate "C" not null,
  channel     text collate "C" not null,
  language    text collate "C" not null,
  mode        text collate "C" not null,
  action      text collate "C" not null,
  from_state  text collate "C" not null,
  to_state    text collate "C" not null,
  month       text collate "C" not null,
  reason      text collate "C" not null,
  case_ref    text collate "C" not null,
  event_key   text collate "C" not null,
  body       bytea not null, -- what it said after the step
  prev        bytea  not null,
  hash        bytea  not null,
  primary key (certificate, seq)
);
create unique index certificate_event_key on certificate_event (certificate, event_key) where event_key <> '';
create index certificate_event_at on certificate_event (at);

create table certificate_code (
  bix         bytea  not null primary key,
  certificate text collate "C" not null references certificate (id),
  kind        text collate "C" not null,
  start_key   text collate "C" not null,
  created     bigint not null,
  expires     bigint not null, -- 0: with the card
  ended       bigint not null
);
create unique index certificate_code_key on certificate_code (certificate, start_key);

create table pay_run (
  id        text collate "C" not null primary key,
  place     text collate "C" not null,
  month     text collate "C" not null,
  state     text collate "C" not null,
  count     bigint not null,
  fen       bigint not null,
  created   bigint not null,
  actor     text collate "C" not null,
  start_key text collate "C" not null
);
create unique index pay_run_start_key on pay_run (place, start_key);
create index pay_run_place on pay_run (place, month);

create table payment (
  id      text collate "C" not null primary key,
  run     text collate "C" not null references pay_run (id),
  benefit text collate "C" not null references benefit (id),
  person  text collate "C" not null references person (id),
  service text collate "C" not null,
  month   text collate "C" not null,
  fen     bigint not null,
  state   text collate "C" not null,
  reason  text collate "C" not null,
  day     text collate "C" not null,
  body    bytea  not null -- payee and name as they were sent
);
-- Each benefit once a month; a returned payment that was sent again is replaced.
create unique index payment_once on payment (benefit, month) where state <> 'replaced';
create index payment_run on payment (run);
create index payment_benefit on payment (benefit, month);
create index payment_person on payment (person, state);
