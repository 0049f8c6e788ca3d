package component

func dateExamples() []Example {
	f := Field{Name: "card_valid_to", Label: "残疾人证的有效期到哪一天？", Hint: "证件内页“有效期”后面的日期。", Heading: true}
	date := DateFieldParams{
		Field: f,
		Year:  DatePart{Label: "年", Example: "例如 2031", Value: "2031"},
		Month: DatePart{Label: "月", Example: "例如 3", Value: "13"},
		Day:   DatePart{Label: "日", Example: "例如 6", Value: "6"},
	}
	wrong, empty := date, date
	wrong.Error, wrong.ErrorWord, wrong.Month.Wrong = "月份要在 1 到 12 之间。您填的是 13。", "错误：", true
	empty.Error, empty.ErrorWord = "还没有填日期。", "错误："
	empty.Year.Value, empty.Month.Value, empty.Day.Value = "", "", ""
	birth := date
	birth.Name, birth.Birth = "birth", true
	month := date
	month.Field = Field{Name: "training_month", Label: "哪个月做的训练？", Heading: true}
	month.NoDay, month.Month.Value = true, "3"
	long := wrong
	long.Label, long.Hint, long.Error = mixedText, longHint, longWord+longWord
	long.Year.Value = longWord
	return []Example{
		{Name: "date", Component: DateField(birth)},
		{Name: "date-error", Component: DateField(wrong)},
		{Name: "date-month", Component: DateField(month)},
		{Name: "date-empty", Component: DateField(empty)},
		{Name: "date-long", Component: DateField(long)},
	}
}
