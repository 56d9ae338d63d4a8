// Names of units: GB 3100 and GB 3102 for those in letters, and what villages count by.

#include <algorithm>
#include <array>

#include "kiosk/devices/speech/speech_rules.h"

namespace hall::kiosk {

namespace {

struct LatinUnit {
    std::u32string_view written;
    std::string_view words;
};

// The longest first where one begins with the other.
constexpr std::array<LatinUnit, 78> latin_units = {{
    {U"kVA", "千伏安"},    {U"KV", "千伏"},        {U"KW", "千瓦"},      {U"㎡", "平方米"},
    {U"㎏", "千克"},       {U"㎝", "厘米"},        {U"㎜", "毫米"},      {U"㎞", "千米"},
    {U"㎎", "毫克"},       {U"㏄", "毫升"},        {U"㎥", "立方米"},    {U"㎖", "毫升"},
    {U"mmHg", "毫米汞柱"}, {U"mmol", "毫摩尔"},    {U"μmol", "微摩尔"},  {U"kW·h", "千瓦时"},
    {U"kWh", "千瓦时"},    {U"kwh", "千瓦时"},     {U"kcal", "千卡"},    {U"m³/s", "立方米每秒"},
    {U"mm²", "平方毫米"},  {U"cm²", "平方厘米"},   {U"km²", "平方千米"}, {U"hm²", "公顷"},
    {U"dm²", "平方分米"},  {U"cm³", "立方厘米"},   {U"mm2", "平方毫米"}, {U"cm2", "平方厘米"},
    {U"km2", "平方千米"},  {U"hm2", "公顷"},       {U"cm3", "立方厘米"}, {U"kPa", "千帕"},
    {U"MPa", "兆帕"},      {U"kHz", "千赫"},       {U"MHz", "兆赫"},     {U"GHz", "吉赫"},
    {U"min", "分钟"},      {U"ppm", "百万分之一"}, {U"rpm", "转每分钟"}, {U"m²", "平方米"},
    {U"m³", "立方米"},     {U"m2", "平方米"},      {U"m3", "立方米"},    {U"kg", "千克"},
    {U"KG", "千克"},       {U"Kg", "千克"},        {U"km", "千米"},      {U"KM", "千米"},
    {U"cm", "厘米"},       {U"CM", "厘米"},        {U"mm", "毫米"},      {U"MM", "毫米"},
    {U"dm", "分米"},       {U"nm", "纳米"},        {U"μm", "微米"},      {U"µm", "微米"},
    {U"mg", "毫克"},       {U"μg", "微克"},        {U"µg", "微克"},      {U"ml", "毫升"},
    {U"mL", "毫升"},       {U"ML", "毫升"},        {U"kW", "千瓦"},      {U"kw", "千瓦"},
    {U"kV", "千伏"},       {U"mA", "毫安"},        {U"Hz", "赫兹"},      {U"Pa", "帕"},
    {U"ha", "公顷"},       {U"dB", "分贝"},        {U"m", "米"},         {U"g", "克"},
    {U"t", "吨"},          {U"L", "升"},           {U"l", "升"},         {U"h", "小时"},
    {U"s", "秒"},          {U"d", "天"},
}};

// Single letters that are units only right behind a number.
constexpr std::array<LatinUnit, 5> letters_behind_number = {
    {{U"V", "伏"}, {U"W", "瓦"}, {U"A", "安"}, {U"J", "焦"}, {U"K", "开"}}};

// The longest first.
constexpr std::array<std::u32string_view, 64> han_units = {
    U"平方公里", U"立方米", U"平方米", U"平方千米", U"公斤", U"公里", U"公顷", U"千克",
    U"毫克",     U"毫升",   U"厘米",   U"毫米",     U"千米", U"小时", U"分钟", U"学期",
    U"季度",     U"人次",   U"亩",     U"斤",       U"吨",   U"人",   U"户",   U"月",
    U"年",       U"天",     U"日",     U"次",       U"头",   U"只",   U"株",   U"棵",
    U"张",       U"份",     U"本",     U"度",       U"台",   U"辆",   U"车",   U"季",
    U"村",       U"袋",     U"瓶",     U"包",       U"米",   U"盒",   U"支",   U"期",
    U"周",       U"升",     U"桶",     U"克",       U"两",   U"箱",   U"件",   U"套",
    U"羽",       U"尾",     U"方",     U"杯",       U"捆",   U"窝",   U"个",   U"床"};

constexpr std::u32string_view counted =
    U"个只头户名位次种样件条台辆间座栋套份张把本支根株棵颗粒块片亩吨米里元倍天年周岁项遍趟顿桶袋包"
    U"箱瓶"
    U"盒杯碗篇家口匹群窝层处句道批双对副盆捆斗垄畦尾羽角斤尺顶床则笔成轮季场幅艘架枚枝盘卷担篮";

}  // namespace

UnitName latin_unit(const Characters& text, std::size_t at) {
    for (const LatinUnit& unit : latin_units) {
        if (!text.is_at(at, unit.written)) continue;
        const char32_t after = text.at(at + unit.written.size());
        if (is_letter(after) || is_digit(after)) continue;
        return {unit.written.size(), unit.words};
    }
    if (is_digit(text.before(at))) {
        for (const LatinUnit& unit : letters_behind_number) {
            const char32_t after = text.at(at + 1);
            if (text.is_at(at, unit.written) && !is_letter(after) && !is_digit(after))
                return {1, unit.words};
        }
    }
    return {};
}

std::size_t han_unit(const Characters& text, std::size_t at) {
    for (const auto unit : han_units) {
        if (text.is_at(at, unit)) return unit.size();
    }
    return 0;
}

bool is_counted(const Characters& text, std::size_t at) {
    const char32_t c = text.at(at);
    for (const std::u32string_view ordinal :
         {U"年级", U"年生", U"把手", U"次元", U"张量", U"个月份", U"季度", U"元素"}) {
        if (text.is_at(at, ordinal)) return ordinal == U"个月份";
    }
    if (c == U'人') return true;
    for (const std::u32string_view word :
         {U"小时", U"分钟", U"公斤", U"公里", U"公顷", U"公分", U"平方", U"立方", U"千克", U"毫升",
          U"厘米", U"千米", U"点",   U"时",   U"代人", U"组人", U"扇",   U"面",   U"节课", U"门",
          U"部",   U"段",   U"万",   U"亿",   U"千",   U"星期", U"礼拜", U"老",   U"边",   U"者"}) {
        if (text.is_at(at, word)) return true;
    }
    return c != U'\0' && counted.find(c) != std::u32string_view::npos;
}

}  // namespace hall::kiosk
