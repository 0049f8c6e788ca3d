package main

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/redis/go-redis/v9"

	"changban/a11y/floor"
	"changban/portal"
	"changban/portal/benefit"
	"changban/portal/desk"
)

// TestCanariesOfWhatPeopleHave types, decides and pays with values found nowhere
// else, in every kind of field, and then looks for them in everything that is
// kept: files, every row of the database, every key of Redis, the log. Each search
// is first tried on something left open on purpose.
func TestCanariesOfWhatPeopleHave(t *testing.T) {
	for _, store := range stores {
		t.Run(store, func(t *testing.T) {
			c := startCast(t, store)
			logged := c.listenToLog()
			canaries := c.tellCanaries(t)
			places := map[string]func() string{"log": logged.text}
			if store == "postgres" {
				places["database"], places["Redis"] = c.rowsOfDatabase(t, canaries), c.keysOfRedis(t, canaries)
			}
			control := controlTable(t, canaries)
			for name, value := range canaries {
				if found(t, control, value) == 0 {
					t.Errorf("the search does not find %s in the control table", name)
				}
				if n := found(t, c.config.Data, value); n > 0 {
					t.Errorf("%s lies open in %d files of the data folder", name, n)
				}
				for place, text := range places {
					if lies(text(), value) {
						t.Errorf("%s lies open in the %s", name, place)
					}
				}
			}
			floor.Count(t, "canaries of things."+store, len(canaries))
		})
	}
}

// tellCanaries lets people and officers type values found nowhere else, and
// returns them by what they are.
func (c *cast) tellCanaries(t *testing.T) map[string]string {
	t.Helper()
	said := map[string]string{
		"street": "金丝雀苏木", "community": "金丝雀嘎查", "money": "71271.27", "device": "金丝雀电动轮椅", "body data": "金丝雀身高一七一",
		"institution": "金丝雀康复院", "long text": "金丝雀走路时左腿没有力气", "top-up": "82713.91", "reason to object": "金丝雀房子不拆",
		"bank": "金丝雀银行", "account": "6217000000712712712", "heard": "金丝雀邻居说的话", "row of the bank": "金丝雀退回的一行",
	}
	answer := func(draft, step string, pairs ...string) {
		t.Helper()
		c.client(t, draft).Post(c.draftPath(draft, step), form(pairs...)).Want(303)
	}
	answer("living", "area", "residence_area", "other", "residence_area.name", said["street"], "residence_area.community", said["community"])
	answer("living", "household", "household_size", "3", "household_income_month", said["money"])
	answer("devices", "devices", "devices.0.device", said["device"], "devices.0.body_data", said["body data"])
	answer("rehab", "institution", "other_place", "no", "institution", "other", "institution.name", said["institution"], "training_month.year", "2026", "training_month.month", "4")
	answer("first", "medical_summary", "medical_summary", said["long text"])
	answer("pension", "pay_year", "pay_year", "2026", "topup", said["top-up"])
	c.contestWith(t, said["reason to object"])

	paid := c.grants["returned"]
	holder := c.data.resident(paid.who).Name
	c.client(t, paid.who).Post(paid.at+"/account", form("_key", portal.NewID(), "bank_name", said["bank"], "bank_account", said["account"], "account_holder", holder)).Want(303)
	card := c.certs["active"]
	shown := c.client(t, card.who).Post(card.at+"/codes", form("_key", portal.NewID(), "kind", string(benefit.CodePrinted))).Want(303).Header.Get("Location")
	said["check code"] = shown[strings.LastIndexByte(shown, '/')+1:]
	c.client(t, "").Get("/v/" + said["check code"]).Want(200)
	all, err := c.store.CertificatesOf(t.Context(), strings.Split(card.at, "/")[3])
	c.must(err)
	said["card number"] = all[0].Card.Number

	noticed := &act{town: town{demo: c.demo}, ctx: c.players["noticed"].ctx, ref: c.refs["noticed.public_notice"]}
	noticed.by(desk.Input{Act: desk.NoticeObjection, Note: said["heard"]})
	run := "/zh-Hans/desk/pay/" + c.runs["open"]
	c.client(t, "E701").Get(run + "/file").Want(200)
	c.client(t, "E701").Post(run, form("_key", portal.NewID(), "rows", said["row of the bank"]+",paid,,2026-03-18")).Want(422)
	return said
}

// contestWith answers why a decision is contested.
func (c *cast) contestWith(t *testing.T, reason string) {
	t.Helper()
	client := c.client(t, "ren")
	begun := client.Post(c.casePath("ren", "ren", c.refused("ren"), "/object"), form("_key", portal.NewID())).Want(303)
	to := begun.Header.Get("Location")
	draft := to[:strings.Index(to, "/drafts/")+len("/drafts/")+26]
	client.Post(draft+"/objection_reason", form("objection_reason", reason)).Want(303)
}

// lies tells whether a text holds a value, also in the usual disguises.
func lies(text, value string) bool {
	for _, form := range []string{value, url.QueryEscape(value), hex.EncodeToString([]byte(value)), base64.StdEncoding.EncodeToString([]byte(value))[:len(value)]} {
		if strings.Contains(text, form) {
			return true
		}
	}
	return false
}

// rowsOfDatabase is every column of every table as text; bytes are written in hex.
func (c *cast) rowsOfDatabase(t *testing.T, canaries map[string]string) func() string {
	t.Helper()
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, c.config.DatabaseURL)
	c.must(err)
	defer conn.Close(ctx)
	var tables []string
	names, err := conn.Query(ctx, "select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'")
	c.must(err)
	tables, err = pgx.CollectRows(names, pgx.RowTo[string])
	c.must(err)
	read := func(table string) string {
		var text string
		c.must(conn.QueryRow(ctx, `select coalesce(string_agg(t::text, E'\n'), '') from `+pgx.Identifier{table}.Sanitize()+` t`).Scan(&text))
		return text
	}
	_, err = conn.Exec(ctx, "create temp table open_on_purpose (value text, raw bytea)")
	c.must(err)
	var all bytes.Buffer
	for _, table := range tables {
		fmt.Fprintln(&all, read(table))
	}
	if len(tables) < 10 || all.Len() < 100000 {
		t.Errorf("%d tables with %d bytes were read", len(tables), all.Len())
	}
	for name, value := range canaries {
		for _, column := range []string{"value", "raw"} {
			_, err = conn.Exec(ctx, "truncate open_on_purpose")
			c.must(err)
			_, err = conn.Exec(ctx, map[string]string{
				"value": "insert into open_on_purpose (value) values ($1)",
				"raw":   "insert into open_on_purpose (raw) values (convert_to($1, 'UTF8'))",
			}[column], value)
			c.must(err)
			if !lies(read("open_on_purpose"), value) {
				t.Errorf("the search does not find %s left open in a column %s", name, column)
			}
		}
	}
	return all.String
}

// keysOfRedis is every key of Redis with what it holds.
func (c *cast) keysOfRedis(t *testing.T, canaries map[string]string) func() string {
	t.Helper()
	ctx := context.Background()
	options, err := redis.ParseURL(c.config.RedisURL)
	c.must(err)
	client := redis.NewClient(options)
	defer client.Close()
	read := func() string {
		var all bytes.Buffer
		keys := client.Scan(ctx, 0, "*", 100).Iterator()
		for keys.Next(ctx) {
			kind, err := client.Type(ctx, keys.Val()).Result()
			c.must(err)
			var held any
			switch kind {
			case "string":
				held, err = client.Get(ctx, keys.Val()).Result()
			case "hash":
				held, err = client.HGetAll(ctx, keys.Val()).Result()
			case "zset":
				held, err = client.ZRange(ctx, keys.Val(), 0, -1).Result()
			case "set":
				held, err = client.SMembers(ctx, keys.Val()).Result()
			default:
				held, err = client.LRange(ctx, keys.Val(), 0, -1).Result()
			}
			c.must(err)
			fmt.Fprintln(&all, keys.Val(), held)
		}
		c.must(keys.Err())
		return all.String()
	}
	kept := read()
	if kept == "" {
		t.Error("Redis holds nothing at all")
	}
	for name, value := range canaries {
		c.must(client.Set(ctx, "open-on-purpose", value, 0).Err())
		if !lies(read(), value) {
			t.Errorf("the search does not find %s in Redis", name)
		}
	}
	c.must(client.Del(ctx, "open-on-purpose").Err())
	return func() string { return kept }
}
