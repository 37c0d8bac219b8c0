//! The words by which the sentences of the Chinese pages are recognised. What is made of a sentence is the same in both
//! languages: the groups of each pattern here are those of its English counterpart.

use super::limits::NUMBER;
use crate::pattern::pattern;

const TO: &str = r" ?(?:-|–|—|~|～|至|到|,|，) ?";
const KIND: &str = r"(?:英文|中文|[Uu]nicode|UTF-8)?";
const END: &str = r"(?:$|[，,；;。])";
const UNIT: &str = r"(GB|MB|秒|分钟|天|小时)";

// Lengths.
pattern!(
    pub(super) LENGTHS,
    &format!(
        r"(?:长度(?:范围|限制)?(?:为|是|在|：|:)? ?)?\[?{NUMBER}(?:个字符|位)?{TO}{NUMBER}\]? ?(?:个|位)?{KIND}(?:字符|字母)"
    )
);
pattern!(
    pub(super) LENGTH,
    &format!(
        r"长度(?:取值)?(?:范围|限制)?(?:为|是|在|：|:)? ?\[?{NUMBER}位?{TO}{NUMBER}\]?(?:位|(?:之间|个|字节)?(?:$|[，,；;]))"
    )
);
pattern!(
    pub(super) LONGEST,
    &format!(
        r"(?:最大长度(?:为|是)?|最长(?:为|不超过)?|最多(?:为|包含|支持|允许)?|最大(?:为|支持)?|不能?超过|不得超过|不允许超过|不能大于|不大于|小于等于) ?{NUMBER} ?(?:个|位)?{KIND}(?:字符|字节|[Bb]ytes?)|(?:最大长度(?:为|是)?|长度(?:不能?超过|不得超过|不大于|小于等于)) ?{NUMBER}{END}"
    )
);
pattern!(
    pub(super) SHORTEST,
    &format!(
        r"(?:最小长度(?:为|是)?|最短(?:为|不少于)?|长度(?:不能?小于|不得小于|不少于|大于等于)|至少(?:为|包含)?) ?{NUMBER} ?(?:个|位)?{KIND}字符|(?:最小长度(?:为|是)?|长度(?:不能?小于|不少于|大于等于)) ?{NUMBER}{END}"
    )
);
pattern!(
    pub(super) EXACT_LENGTH,
    &format!(r"(?:(?:^|[^大小])长度(?:固定)?(?:为|是)|固定(?:为)?) ?{NUMBER} ?(?:(?:个|位)(?:字符)?|字符)(?:$|[，,；;）)])")
);
pattern!(
    pub(super) ITEMS,
    &format!(r"(?:最多|至多|不超过|不能超过)(?:为|支持|可?包含|允许|可?传入|可?指定)? ?{NUMBER} ?(?:个|条)([^，,。；;）)]{{0,6}})(?:$|[。，,；;）)])")
);

// Least and greatest values.
pattern!(
    pub(super) RANGE,
    &format!(r"(?:取值|值|有效|大小)?(?:范围|取值)(?:为|是|在)?(?:：|:)? ?\[?{NUMBER} ?{UNIT}?{TO}{NUMBER} ?{UNIT}?")
);
pattern!(pub(super) LEADING, &format!(r"^\[?{NUMBER}{TO}{NUMBER}\]?(?:$|[，,。；;（(])"));
pattern!(
    pub(super) LEAST,
    &format!(
        r"(?:最小值?(?:为|是)?(?:：|:)?|不能小于|不小于|大于等于|大于或等于|(?:^|[，,、：:值须需应])(大于)) ?{NUMBER}{END}"
    )
);
pattern!(
    pub(super) MOST,
    &format!(r"(?:最大值?(?:为|是)?(?:：|:)?|不能大于|不大于|不能超过|不超过|小于等于|小于或等于) ?{NUMBER}{END}")
);

pattern!(pub(super) BETWEEN, &format!(r"(大于|>)(等于|=)? ?{NUMBER}[，,、]?(?:且|并且|并)? ?(小于|<)(等于|=)? ?{NUMBER}{END}"));

// Values.
pattern!(pub(super) DEFAULT, r"(?:缺省值?|默认取值|默认值|默认)(?:设置|取值)?(?:为|是)?(?:：|:)? ?");
pattern!(
    pub(super) LISTED,
    r"(?:(?:可选|可用|有效|枚举|合法|状态)?(?:取值|值)(?:范围)?(?:只能|可以|必须|仅能)?(?:为|是|有|包括|包含)?(?:以下(?:几种|值|之一)?|如下)?|可(?:以)?(?:设置|选择)为|可以?为|只能为|仅支持取值)(?:枚举类型[。，：:])?(?:：|:)? ?"
);
pattern!(pub(super) FIXED, r"(?:固定值?(?:为|是)|值只能(?:为|是)|只能取值为|取值仅(?:为|支持)) ?");
pattern!(pub(super) ONLY, r"(?:^|[，,。])(?:当前|目前|暂时)?(?:仅|只)支持 ?");
pattern!(pub(super) NULL, r"(?:值|返回|时|则|可以?|字段|参数|此处)为 ?null\b");
pattern!(pub(super) NOT_NULL, r"(?:不能|不可|不可以|不允许|不得|不会)$");

// What holds only in some case; and the case that the caller says nothing.
pattern!(pub(super) CASE, r"如果|若|当.*时|时，|时,|情况下|除外|对于|未(?:传|指定|给定|设置|填|配置)");
pattern!(
    pub(super) LEFT_OUT,
    r"^(?:如果|若|当)?(?:该|此|本)?(?:参数|字段|值)?(?:未|不|没有|没)(?:传入?|指定|给定|设置|填写?|配置|选择)(?:该|此|本)?(?:参数|字段|值)?(?:的话|时)?[，,则]"
);

// When the field must be there, or may.
pattern!(
    pub(super) CONDITION,
    r"(?:当|如果|若|在).+(?:时|情况下|场景下).*(?:必选|必填|必须(?:指定|设置|填写|传)?|可选|选填|有效|无效|生效|不能为空|返回)|(?:仅|只有)(?:当|在|限)?.+(?:时|情况下|场景下|才)?.*(?:有效|生效|必选|必填|返回|可以?(?:设置|指定))|(?:时|情况下)(?:为)?(?:必选|必填|可选|有效)|^(?:如果|若|当)[^，,]+[，,]则?(?:该|此|本)(?:字段|参数)为?(?:必选|必填|可选|选填)|^(?:该|此|本)?(?:参数|字段)?(?:与|和)[^，,。]+二选一"
);
pattern!(
    pub(super) PRESENCE,
    r"^[（(]?(?:(?:该|此|本)(?:参数|字段)为?)?(?:(?P<yes>必选|必填)|(?P<no>可选|选填|非必选|非必填))(?:参数|字段|项)?[）)]?$"
);
pattern!(pub(super) DEPRECATED, r"^(?:该|此|本)?(?:参数|字段)?(?:已|已经|已被)(?:废弃|弃用|作废)");
