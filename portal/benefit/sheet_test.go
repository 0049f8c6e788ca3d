package benefit

import "testing"

func TestNoCellBeginsAFormula(t *testing.T) {
	for _, cell := range []string{"=cmd|' /C calc'!A0", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", " =1", "＝1", "＋1", "－1", "＠x", "−1", "\u3000=1"} {
		if got := defuse(cell); got != "'"+cell {
			t.Errorf("%q became %q", cell, got)
		}
	}
	for _, cell := range []string{"", "张三", "张=三", "110.00", "6228480000000000018", " 张三"} {
		if got := defuse(cell); got != cell {
			t.Errorf("%q became %q", cell, got)
		}
	}
}
