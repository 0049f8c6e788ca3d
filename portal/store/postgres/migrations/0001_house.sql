-- +goose Up

-- Instants are UTC microseconds, 0 for none. Days and months are text and sort.
-- Columns of bytes are sealed, blind indexes or hashes (decisions 13, 17, 18).
-- Text compares byte by byte, as in the other store.

create table mark (
  name  text not null primary key,
  value text not null
);

create table person (
  id           text   not null primary key,
  wrapped_key  bytea  not null, -- empty: the person is deleted
  facts        bytea  not null,
  version      bigint not null, -- sequence number of the last person_event
  head         bytea  not null, -- its hash
  verified     bigint not null,
  verified_bix bytea,
  id_bix       bytea,
  card_bix     bytea,
  name_bix     bytea,
  initials_bix bytea,
  phone_bix    bytea,
  created      bigint not null
);
create unique index person_verified_bix on person (verified_bix);
create index person_id_bix on person (id_bix);

create table person_event (
  person     text   not null references person (id),
  seq        bigint not null,
  at         bigint not null,
  actor_kind text   not null,
  actor      text   not null,
  channel    text   not null,
  language   text   not null,
  mode       text   not null,
  action     text   not null,
  facts      bytea  not null,
  prev       bytea  not null,
  hash       bytea  not null,
  primary key (person, seq)
);
create index person_event_at on person_event (at);

create table identity (
  id         text   not null primary key,
  phone_bix  bytea  not null,
  phone      bytea  not null,
  preference bytea  not null,
  created    bigint not null
);
create unique index identity_phone_bix on identity (phone_bix);

create table link (
  identity  text   not null references identity (id),
  person    text   not null references person (id),
  relation  text   not null,
  capacity  text   not null,
  level     bigint not null,
  confirmed bigint not null,
  valid_to  text   not null,
  start_key text   not null,
  created   bigint not null,
  primary key (identity, person)
);
create unique index link_start_key on link (identity, start_key);
create unique index link_self on link (identity) where relation = 'self';
create index link_person on link (person);

create table sign_in_code (
  id       text   not null primary key,
  phone    bytea  not null,
  hash     bytea  not null,
  purpose  text   not null,
  identity text   not null,
  person   text   not null,
  tries    bigint not null,
  created  bigint not null,
  expires  bigint not null,
  used     bigint not null -- instant, 0 while unused
);

create table register_record (
  id_bix bytea not null primary key,
  record bytea not null
);

create table session (
  hash       text   not null primary key,
  kind       text   not null,
  subject    text   not null,
  created    bigint not null,
  last_seen  bigint not null,
  ends       bigint not null,
  idle_after bigint not null, -- microseconds
  ended      bigint not null
);
create index session_subject on session (kind, subject);

create table definition (
  hash    text  not null primary key,
  service text  not null,
  body    bytea not null
);

create table draft (
  id         text   collate "C" not null primary key,
  person     text   not null references person (id),
  identity   text   not null, -- who started it
  actor_kind text   not null,
  channel    text   not null,
  language   text   not null,
  mode       text   not null,
  service    text   not null,
  definition text   not null,
  start_key  text   not null,
  body       bytea  not null,
  version    bigint not null,
  created    bigint not null,
  updated    bigint not null,
  expires    text   collate "C" not null,
  amends     text   not null,
  case_ref   text   not null
);
create unique index draft_start_key on draft (identity, person, start_key);
create index draft_person on draft (person);

create table case_file (
  ref          text   collate "C" not null primary key,
  draft        text   not null references draft (id),
  person       text   not null references person (id),
  service      text   not null,
  definition   text   not null,
  state        text   not null,
  hukou        text   not null,
  residence    text   not null,
  receiving    text   not null,
  deciding     text   not null,
  unit         text   not null,
  assignee     text   not null,
  submitted    bigint not null,
  opened       bigint not null,
  stage        text   not null,
  stage_from   text   collate "C" not null,
  stage_days   bigint not null,
  total_days   bigint not null,
  estimated    bigint not null,
  due          text   collate "C" not null,
  promised     text   collate "C" not null,
  stopped_from text   collate "C" not null,
  stops        text   not null,
  channel      text   not null,
  language     text   not null,
  mode         text   not null,
  fen          bigint,
  form_key     text   not null,
  starter      text   not null,
  capacity     text   not null,
  confirmed    bigint not null,
  one_open     bigint not null,
  open_key     text,            -- person and service while a one_open case is open
  name         bytea  not null,
  body         bytea  not null,
  name_bix     bytea,
  initials_bix bytea,
  version      bigint not null, -- sequence number of the last case_event
  head         bytea  not null  -- its hash
);
create unique index case_file_draft on case_file (draft);
create unique index case_file_open_key on case_file (open_key);
create index case_file_person on case_file (person);
create index case_file_unit on case_file (unit, due);
create index case_file_name_bix on case_file (name_bix);
create index case_file_initials_bix on case_file (initials_bix);

-- Last four digits of a phone, blind, within a unit that has or had the case.
create table case_search (
  case_ref text  not null references case_file (ref),
  bix      bytea not null,
  primary key (bix, case_ref)
);

create table case_event (
  case_ref   text   not null references case_file (ref),
  seq        bigint not null,
  at         bigint not null,
  actor_kind text   not null,
  actor      text   not null,
  channel    text   not null,
  language   text   not null,
  mode       text   not null,
  person     text   not null,
  unit       text   not null,
  action     text   not null,
  from_state text   not null,
  to_state   text   not null,
  reasons    text   not null, -- codes with spaces between
  note       bytea  not null,
  event_key  text   not null,
  prev       bytea  not null,
  hash       bytea  not null,
  primary key (case_ref, seq)
);
create unique index case_event_event_key on case_event (case_ref, event_key) where event_key <> '';
create index case_event_at on case_event (at);

create table outbox (
  id        text   collate "C" not null primary key,
  person    text   not null,
  recipient text   not null,
  road      text   not null,
  template  text   not null,
  data      bytea  not null,
  case_ref  text   not null,
  created   bigint not null,
  state     text   not null,
  attempts  bigint not null,
  next_try  bigint not null,
  held      bigint not null, -- not to be claimed again before
  worker    text   not null,
  done      bigint not null,
  code      text   not null
);
create index outbox_queued on outbox (created, id) where state = 'queued';
create index outbox_person on outbox (person);
create index outbox_dead on outbox (created) where state = 'dead';

create table audit_entry (
  chain      text   collate "C" not null,
  seq        bigint not null,
  id         text   not null,
  actor_kind text   not null,
  actor      text   not null,
  channel    text   not null,
  unit       text   not null,
  action     text   not null,
  object     text   not null,
  target     text   not null,
  person     text   not null,
  purpose    text   not null,
  at         bigint not null,
  prev       bytea  not null,
  hash       bytea  not null,
  primary key (chain, seq)
);
create index audit_entry_at on audit_entry (at);

create table audit_root (
  day       text   collate "C" not null primary key,
  at        bigint not null,
  previous  bytea  not null,
  heads     bytea  not null,
  sum       bytea  not null,
  signature bytea  not null
);

create table benefit (
  id         text   not null primary key,
  person     text   not null references person (id),
  case_ref   text   not null references case_file (ref),
  service    text   not null,
  place      text   not null,
  fen        bigint not null,
  from_month text   not null,
  state      text   not null,
  granted    bigint not null
);
create index benefit_person on benefit (person);

create table upload (
  person text   not null references person (id),
  id     text   collate "C" not null, -- HMAC of the person's key and the content
  paper  text   not null,
  name   bytea  not null,
  media  text   not null,
  size   bigint not null,
  added  bigint not null,
  actor_kind text not null,
  actor      text not null,
  channel    text not null,
  language   text not null,
  mode       text not null,
  primary key (person, id, paper)
);

create table staff (
  id        text   not null primary key,
  number    text   collate "C" not null,
  name      bytea  not null,
  unit      text   not null,
  places    text   not null, -- codes with spaces between
  roles     text   not null,
  ends      text   not null,
  secret    bytea  not null,
  last_step bigint not null  -- of the code used last
);
create unique index staff_number on staff (number);
create index staff_unit on staff (unit, number);

create table setting (
  id        text   not null primary key,
  name      text   not null,
  value     text   not null,
  effective text   collate "C" not null,
  reason    text   not null,
  actor     text   not null,
  at        bigint not null
);
