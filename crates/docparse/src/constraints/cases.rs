//! Descriptions of one field, and the facts that they state.

use super::{About, Said, read};
use crate::blocks::{Cell, Line};

fn told(ty: &str, description: &str) -> String {
    let lines = description.split('\n').zip(1..).map(|(text, number)| Line { number, column: 1, text }).collect();
    let parts = crate::phrases::parts(&Cell { lines }, true);
    let ty = ty.parse().unwrap();
    let shown = |said: Said| {
        let about = match said.about {
            About::Field => String::new(),
            About::Item => "[] ".to_owned(),
            About::Child(name) => format!(".{name} "),
        };
        format!("{about}{} {}", said.aspect, said.value)
    };
    read("lamps", &parts, Some(&ty)).unwrap_or_default().said.into_iter().map(shown).collect::<Vec<_>>().join("; ")
}

#[test]
fn phrases_become_facts() {
    for (ty, description, expected) in [
        ("string", "How. The value can be **a**, **b_c**, or **d**.", "values a, b_c, d"),
        ("string", "How.\n\n-  **a**: one\n-  **b**: two", "values a, b"),
        ("string", "How. The value can be **'a'** or **\"b\"**.", "values a, b"),
        ("string", "When to light it.\n\n-  **a**: one\n-  **b**: two", "values a, b"),
        ("string", "Enumeration values:\n\n-  **a**\n\n-  **null**", "values a; nullable true"),
        ("array<string>", "Values:\n\n-  **a**\n-  **b**", "[] values a, b"),
        ("integer", "The value can be:\n\n-  0: off\n-  1: on", "values 0, 1"),
        ("string", "Default value: **en-us**", "default en-us"),
        ("boolean", "Its default value is **false**.", "default false"),
        ("integer", "**Range**\n\n3-1,700\n\n**Default Value**\n\n**17**", "minimum 3; maximum 1700; default 17"),
        ("integer", "How many. Minimum: **0** Maximum: **7**", "minimum 0; maximum 7"),
        ("string", "Its name. Minimum: **0**", "min-length 0"),
        ("string", "It contains 3 to 33 characters.", "min-length 3; max-length 33"),
        ("string", "A text is 3 to 33 characters long, of letters and digits (0 to 9).", "min-length 3; max-length 33"),
        ("string", "A sign cannot exceed 77 characters.", "max-length 77"),
        ("string", "Painted on a lamp, a maximum of 21 Unicode characters.", "max-length 21"),
        ("string", "A nickname, empty or 2 to 17 characters.", "max-length 17"),
        ("string", "A word that:\n\n-  Contains 7 to 31 characters.\n-  Is new.", "min-length 7; max-length 31"),
        (
            "integer",
            "The minimum value is **3**, no less. The maximum value is 2,010,000,009.",
            "minimum 3; maximum 2010000009",
        ),
        ("integer", "At dusk its maximum value is 91 and the minimum value is 3, dimly.", "minimum 3; maximum 91"),
        ("integer", "Greater than or equal to -7, which is all.", "minimum -7"),
        ("integer", "No less than 4.", "minimum 4"),
        ("integer", "Value range: [1,100]", "minimum 1; maximum 100"),
        ("integer", "Value range: 1,024 to 2,048", "minimum 1024; maximum 2048"),
        ("integer", "Value must be greater than 8.", "minimum 9"),
        ("integer", "A positive integer greater than 6.", "minimum 7"),
        ("integer", "How many. Value range: 16 to 256. More is refused.", "minimum 16; maximum 256"),
        ("integer", "A value range of 30 GB to 4400 GB.", "minimum 30; maximum 4400"),
        ("integer", "How many.\n\n-  Minimum value: 3\n-  Maximum value: 33", "minimum 3; maximum 33"),
        ("array<object>", "The value of **lamp_id** must comply with the UUID form.", ".lamp_id format uuid"),
        ("array<object>", "Array Length: **3 - 33**", "min-items 3; max-items 33"),
        ("string", "So far all are set to **null**.", "nullable true"),
        ("string", "Its port.\n\n-  Without one, the value of lamp is null.", "nullable true"),
        ("string", "Regular expression: **^[a-z]+$**", "pattern ^[a-z]+$"),
        ("string", "The length is less than or equal to 77 characters.", "max-length 77"),
        ("string", "A secret of from 3 to 99 bytes.", "max-length 99"),
        ("string", "**Range**\n\nA text between 3 and 33 characters long.", "min-length 3; max-length 33"),
        (
            "string",
            "A name:\n\n-  The key can contain 7 characters to 9 characters.\n-  A key contains a maximum of 31 characters. If it is empty, one is made.",
            "max-length 31",
        ),
        ("string", "How lit. The value is case sensitive and can be **dim** or **lit**.", "values dim, lit"),
        ("string", "How lit. Possible values are:\n\n**dim**: little\n\n**lit**: much", "values dim, lit"),
        ("string", "The value can be **b** or **a**.\n\n-  **a**: one\n-  **b**: two", "values a, b"),
        ("integer", "How lit.\n\n-  7: much\n-  3: little", "values 7, 3"),
        (
            "integer",
            "The value ranges from 3 to 86,400 and is 300 by default.",
            "default 300; minimum 3; maximum 86400",
        ),
        ("string", "If you do not set this parameter, **dim** is used by default.", "default dim"),
        ("boolean", "If it is not set, **false** is used by default.", "default false"),
        ("integer", "If not specified, the default value is 3.", "default 3"),
        ("string", "How it shines, which can be **dim** or **bright**.", "values dim, bright"),
        ("string", "How it shines. Values: dim or bright.", "values dim, bright"),
        ("string", "How it shines. Values: and, or, not", "values and, or, not"),
        (
            "string",
            "How it shines. Values: dim and bright.\n\nEnumeration values:\n\n-  **dim**\n-  **bright**",
            "values dim, bright",
        ),
        ("string", "The value of this parameter can be **dim** or **bright**.", "values dim, bright"),
        ("string", "How it shines. The value is **dim** or **bright**.", "values dim, bright"),
        ("string", "Which lamp it is. It can be dim or bright.", ""),
        ("string", "**Default Value**\n\nThe default value is **dim**.", "default dim"),
        ("string", "In the \"yyyy-mm-ddThh:mm:ssZ\" format.", "format date-time"),
        ("string", "In the \"yyyy-mm-ddThh:mm:ssZ\" format.\n\nZ indicates the offset.", "format yyyy-mm-ddThh:mm:ssZ"),
        ("string", "How.\n\n**a**: one\n\n**b**: two", "values a, b"),
        ("string", "How.\n\n**a** - one\n\n**b** - two\n\nDefault value: **a**", "values a, b; default a"),
        ("string", "How.\n\n-  **a** refers to one.\n-  **b** specifies two.", "values a, b"),
        ("string", "How it shines (**dim** or **lit**).", "values dim, lit"),
        ("string", "Currently, only **dim** is supported.", "values dim"),
        ("string", "Only **dim** (little) and **lit** (much) are supported currently.", "values dim, lit"),
        ("integer", "The value is fixed to **8**.", "values 8"),
        ("string", "Fixed value: **v2**", "values v2"),
        ("string", "Options:\n\n-  text/xml;v=1\n-  image/png (of lamps)", "values text/xml;v=1, image/png"),
        ("string", "The value can be **dim** or **lit** (available when dark).", "values dim, lit"),
        ("string", "The options are **a** (default) and **b**.", "values a, b; default a"),
        ("string", "The options are: CSV, JSON, and Odt.", "values CSV, JSON, Odt"),
        ("string", "States:\n\n-  **LIT**\n-  **NOT LIT**", "values LIT, NOT LIT"),
        ("string", "The value can be **a** or **b**.\n\nValues:\n\n-  **a**\n-  **c**", "values a, c"),
        (
            "array<string>",
            "Minimum: **2** Maximum: **36** Array Length: **1 - 5**",
            "[] min-length 2; [] max-length 36; min-items 1; max-items 5",
        ),
        ("array<integer>", "Minimum: **2** Array Length: **1 - 5**", "[] minimum 2; min-items 1; max-items 5"),
        ("string", "A sign, 36 Unicode characters at most.", "max-length 36"),
        ("string", "It can contain max. 16 characters.", "max-length 16"),
        ("boolean", "By default, it is **true**.", "default true"),
        ("boolean", "-  **true** (default value): lit\n-  **false**: dim", "default true"),
        ("string", "By default, **dim** is used.", "default dim"),
        ("string", "If left unset, the default value **dim** is used.", "default dim"),
        ("string", "**Default Value**\n\nGMT+01:00", "default GMT+01:00"),
        ("string", "**Default Value**\n\nDAY\n\nIf it is HOUR, it is lit.", "default DAY"),
        ("integer", "**Range**\n\n-  Minimum value: 2\n-  Maximum value: 20", "minimum 2; maximum 20"),
        (
            "string",
            "-  Definition: How.\n\n-  Range:\n\n   -  **a**: one\n\n   -  **b**: two\n\n-  Default Value: **a**",
            "values a, b; default a",
        ),
        ("string", "**Range**\n\n^[a-z ]{1,9}$", "pattern ^[a-z ]{1,9}$"),
        ("string", "It is a 36-digit UUID.", "format uuid"),
        ("string", "In the format of yyyy-MM-dd'T'HH:mm:ss.", "format yyyy-MM-dd'T'HH:mm:ss"),
        ("integer", "It ranges from 1 day to 30 days.", "minimum 1; maximum 30"),
        (
            "string",
            "Mandatory when dim. It is valid only when **a** is set.",
            "condition Mandatory when dim. It is valid only when a is set",
        ),
        ("string", "Its ID (mandatory if there is no name).", "condition Its ID (mandatory if there is no name)"),
        ("string", "Set either this parameter or **lamp**.", "condition Set either this parameter or lamp"),
    ] {
        assert_eq!(told(ty, description), expected, "{description}");
    }
}

#[test]
fn what_is_not_certain_is_left_out() {
    for (ty, description) in [
        ("string", "The value can be lamps, doors, and stairs."),
        ("string", "The value can be 256, 512, 1,024, or 2,048."),
        ("string", "How lit.\n\n-  7: much\n-  3: little"),
        ("integer", "How long, in seconds. It ranges from 15 minutes to 50 minutes. The default value is 15 minutes."),
        ("string", "The default value is the colour of the lamp."),
        ("string", "The default value is empty."),
        ("string", "**Range**\n\nN/A\n\n**Default Value**\n\nNone"),
        ("string", "**Default Value**\n\n-"),
        ("integer", "A lamp is 0 or ranges from 8 to 81."),
        ("integer", "Lamps range from 6 Mbit/s to 61 Mbit/s by default."),
        ("integer", "A range from 6 minutes to 7 hours."),
        ("integer", "If lit, the maximum value is 91."),
        ("integer", "The maximum value is 77 lamps."),
        ("number", "Greater than 0"),
        ("string", "It cannot be set to null."),
        ("string", "It cannot be left empty or set to null."),
        ("string", "Its port.\n\n-  It must not be set to null."),
        ("integer", "Value range: 1,024"),
        ("integer", "It ranges from 1 to 10 in dim mode and 1 to 20 in lit mode."),
        ("integer", "A lamp ranges from 1 to 77. If dim, it ranges from 0 to 7."),
        ("integer", "A positive integer greater than 5. Lamps can be set to 2 at will."),
        ("integer", "The minimum value is 61.\n\n-  dim: The minimum value is 17."),
        ("string", "-  dim: It contains 7 to 31 characters.\n-  lit: It contains 13 to 31 characters."),
        ("string", "The default value is **a**. In a cellar, the default value is **b**."),
        ("string", "For doors 2 to 35 characters, for lamps 1 to 44 characters."),
        ("string", "A lamp, or 7, so **7** or in UUID format."),
        ("object", "The following fields are there:\n\n-  **a**: one\n-  **b**: two"),
        ("string", "Other values can be **dim** or **lit**."),
        ("boolean", "A value must be **false** or **true**."),
        ("string", "The value follows the lamp:\n\n-  One: **8.0**\n-  Other: **9.0**"),
        ("integer", "The value follows the lamp:\n\n-  1: The value is 3.\n-  2: The value is 4."),
        ("string", "Such as **a.b**. For example:\n\n-  **a**: the start\n-  **b**: the end"),
        ("string", "Value:\n\nIf the value is **BUSY**, it works."),
        ("map<string>", "Valid values:\n\n-  **GROWING**\n-  **SHRINKING**"),
        ("string", "Valid values:\n\n-  **dim**\n-  Others: as it is"),
        ("string", "If it is lit, the mode is as follows:\n\n-  **dim**: one\n-  **lit**: two"),
        ("string", "The value can be **a** or **b**. The value can be **a** or **c**."),
        ("string", "The lamp (**a** or **b**) is lit."),
        ("string", "How.\n\n**Notice**: one\n\n**Caution**: two"),
        ("string", "If lit, only **a** is supported."),
        (
            "string",
            "Range:\n\n-  Range: The following lamps are not supported:\n\n   -  **a**: one\n\n   -  **b**: two",
        ),
        ("array<string>", "Tags.\n\n**key**: of a tag\n\n**value**: of a tag"),
        ("array<string>", "Minimum: **2** Maximum: **36**"),
        ("string", "It is displayed by default. This parameter is left blank by default."),
        ("boolean", "A lamp is created by default."),
        ("integer", "The default value is **10** in dim mode."),
        ("integer", "Values: 1,024"),
        ("string", "How lamps write times. The default value of it is yyyy-MM-dd HH:mm:ss."),
    ] {
        assert_eq!(told(ty, description), "", "{description}");
    }
}

#[test]
fn chinese_phrases_become_facts() {
    for (ty, description, expected) in [
        ("string", "路灯名称。长度为3-32个字符。", "min-length 3; max-length 32"),
        ("string", "路灯名称，只能以字母开头，3 ~ 32字符。", "min-length 3; max-length 32"),
        ("string", "路灯名称，长度范围：[3,32]", "min-length 3; max-length 32"),
        ("string", "密码，长度为8-26位的字符串。", "min-length 8; max-length 26"),
        ("string", "备注，不能超过77个字符。", "max-length 77"),
        ("string", "备注，最大长度77字节。", "max-length 77"),
        ("string", "路灯ID，长度为32个字符。", "min-length 32; max-length 32"),
        ("string", "路灯ID最小长度：**3**最大长度：**33**", "min-length 3; max-length 33"),
        ("integer", "亮度，取值范围为1~100。", "minimum 1; maximum 100"),
        ("integer", "亮度。取值范围：1-100，缺省值：80", "minimum 1; maximum 100; default 80"),
        ("integer", "亮度，最小值为3，最大值为7。", "minimum 3; maximum 7"),
        ("integer", "亮度最小值：**3**最大值：**7**缺省值：**5**", "minimum 3; maximum 7; default 5"),
        ("string", "颜色，默认为white。", "default white"),
        ("string", "颜色，默认值为“warm_white”。", "default warm_white"),
        ("boolean", "是否点亮，默认值为false。", "default false"),
        ("string", "未指定时，默认为white。", "default white"),
        ("string", "颜色。取值范围：red、green、blue", "values red, green, blue"),
        ("string", "颜色，取值为“red”或者“green”。", "values red, green"),
        ("string", "颜色，可设置为red（红）、green（绿）。", "values red, green"),
        ("string", "颜色枚举值：**red****green**", "values red, green"),
        ("integer", "状态：\n\n-  1：亮\n-  2：灭", "values 1, 2"),
        ("string", "命名规则如下：\n\n-  1-64个字符\n-  只能包含字母", "min-length 1; max-length 64"),
        ("string", "名称，支持的最大长度为128个字符。", "max-length 128"),
        ("integer", "每页数量，默认20，最大100。", "default 20; maximum 100"),
        ("integer", "取值范围为：0～100，单位：%。", "minimum 0; maximum 100"),
        ("integer", "超时，单位为秒。默认值为300s。", "default 300"),
        ("integer", "必须大于0。", "minimum 1"),
        ("string", "只能取值为public。", "values public"),
        ("string", "当前仅支持“dc”。", "values dc"),
        ("string", "原因，可为null。", "nullable true"),
        ("string", "该参数已废弃。", "deprecated true"),
        ("string", "颜色。该参数可选。", "presence optional"),
        ("string", "路灯ID，UUID格式。", "format uuid"),
        ("string", "颜色。当lamp_mode为manual时，该参数必选。", "condition 当lamp_mode为manual时，该参数必选"),
    ] {
        assert_eq!(told(ty, description), expected, "{description}");
    }
}

#[test]
fn chinese_phrases_that_hold_in_some_case_are_left_out() {
    for (ty, description) in [
        ("integer", "如果是路灯，取值范围为1~100。"),
        ("integer", "取值范围：1-100；当为壁灯时，取值范围：1-7"),
        ("string", "默认为default企业项目。"),
        ("string", "取值范围：不涉及。"),
        ("string", "默认取值：不涉及。"),
        ("integer", "亮度，默认值为12。当为壁灯时，默认值为20。"),
        ("integer", "亮度，默认值为300s。"),
        ("string", "原因，不能为null。"),
        ("integer", "取值：1,024"),
        ("string", "取值范围：1,024"),
        ("string", "操作系统，支持32，64位。"),
        ("string", "路灯名称，长度为32，64个字符。"),
        ("array<object>", "每盏路灯的名称不能超过77个字符。"),
    ] {
        assert_eq!(told(ty, description), "", "{description}");
    }
}
