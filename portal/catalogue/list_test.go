package catalogue_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"changban/locales"
	"changban/portal/catalogue"
	"changban/portal/field"
)

func bankField(t *testing.T, overlay fstest.MapFS) (catalogue.Field, error) {
	t.Helper()
	words, err := catalogue.ReadWords(locales.Files())
	if err != nil {
		t.Fatal(err)
	}
	c, err := catalogue.Load(catalogue.Embedded(), words, overlay)
	if err != nil {
		return catalogue.Field{}, err
	}
	s, _ := c.Service("nursing-subsidy")
	f, _ := s.Field("bank_name")
	return f, nil
}

func TestAListMakesAChoice(t *testing.T) {
	f, err := bankField(t, fstest.MapFS{})
	if err != nil || f.Type != field.Text {
		t.Fatalf("without a list: %s %v", f.Type, err)
	}
	overlay := fstest.MapFS{
		"lists.yaml": {Data: []byte("banks: [north, south]\n")},
		"locales/zh-Hans/question.json": {Data: []byte(`{
			"question.bank_name.option.north": "北方演示银行",
			"question.bank_name.option.south": "南方演示银行"}`)},
	}
	f, err = bankField(t, overlay)
	if err != nil || f.Type != field.Radio || strings.Join(f.Options, " ") != "north south" {
		t.Fatalf("%s %v %v", f.Type, f.Options, err)
	}
}

func TestAListNeedsItsWords(t *testing.T) {
	_, err := bankField(t, fstest.MapFS{"lists.yaml": {Data: []byte("banks: [north]\n")}})
	if err == nil || !strings.Contains(err.Error(), "option.north") {
		t.Errorf("%v", err)
	}
	if _, err := bankField(t, fstest.MapFS{"lists.yaml": {Data: []byte("banks: north\n")}}); err == nil {
		t.Error("a list that is none was taken")
	}
}
