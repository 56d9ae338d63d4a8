// What importing a village's table costs, how fast personal data is looked for, and how much of
// it is found.

#include <sys/resource.h>

#include <cstdio>
#include <string>

#include "sync/sheets/sheet_reader.h"
#include "tests/catch.h"
#include "tests/sheets/labelled_texts.h"
#include "tests/sheets/village_tables.h"
#include "tests/sheets/xlsx_file.h"

using namespace hall;
using namespace hall::test;

namespace {

// Of this process: what else the machine does is not counted.
double now_ms() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto ms = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
    };
    return ms(usage.ru_utime) + ms(usage.ru_stime);
}

double resident_max_mib() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

Grid long_ledger(std::size_t rows) {
    Grid grid = {{"滴水村2018年第一季度财务收支明细公开表"},
                 {"日期", "凭证号", "摘要", "科目", "收入", "支出", "结余"},
                 {"2018-01-01", "", "上期结转", "", "", "", "1000.00"}};
    Fen balance = 100'000;
    Fen income = 0;
    Fen spending = 0;
    for (std::size_t i = 0; i < rows; ++i) {
        const Fen amount = 100 + static_cast<Fen>(i * 37 % 9000);
        const bool in = i % 2 == 0;
        balance += in ? amount : -amount;
        (in ? income : spending) += amount;
        grid.push_back({"2018-0" + std::to_string(1 + i % 3) + "-1" + std::to_string(i % 10),
                        "记-" + std::to_string(i), in ? "收集体鱼塘租金" : "付堰渠清淤人工费",
                        in ? "经营收入" : "其他支出", in ? plain_yuan_text(amount) : "",
                        in ? "" : plain_yuan_text(amount), plain_yuan_text(balance)});
    }
    grid.push_back({"合计", "", "", "", plain_yuan_text(income), plain_yuan_text(spending),
                    plain_yuan_text(balance)});
    return grid;
}

void measure(const char* what, const std::string& bytes, std::size_t rows) {
    const double before_mib = resident_max_mib();
    const double before_ms = now_ms();
    const DisclosurePreview preview = previewed(bytes, kind_named("cw_shouzhi_mingxi"));
    const double ms = now_ms() - before_ms;
    REQUIRE(preview.entries == rows);
    REQUIRE(preview.sums.closing);
    std::printf("%-32s %8.0f ms CPU, peak of the process %+6.1f MiB to %6.1f MiB (%.1f MiB file)\n",
                what, ms, resident_max_mib() - before_mib, resident_max_mib(),
                static_cast<double>(bytes.size()) / (1 << 20));
}

}  // namespace

TEST_CASE("how long a ledger takes to import") {
    const DisclosureKind& kind = kind_named("cw_shouzhi_mingxi");
    REQUIRE(kind.layout == TableLayout::ledger);
    measure("ledger of 10,000 rows, CSV", csv_of(long_ledger(10'000)), 10'000);
    measure("ledger of 10,000 rows, XLSX", xlsx_of({xlsx_sheet(long_ledger(10'000))}), 10'000);
    measure("ledger of 100,000 rows, CSV", csv_of(long_ledger(100'000)), 100'000);
    measure("ledger of 100,000 rows, XLSX", xlsx_of({xlsx_sheet(long_ledger(100'000))}), 100'000);
}

TEST_CASE("how fast personal data is looked for, and how much is found") {
    constexpr Date today{2026, 11, 23};
    const std::vector<LabelledText> texts = labelled_texts(20261123, 400);
    std::size_t bytes = 0;
    std::size_t clean_bytes = 0;
    for (const LabelledText& each : texts) {
        bytes += each.text.size();
        if (each.kinds.empty()) clean_bytes += each.text.size();
    }
    double before_ms = now_ms();
    const PrivacyScore score = score_of(texts, today);
    const double ms = now_ms() - before_ms;
    before_ms = now_ms();
    std::size_t found = 0;
    for (const LabelledText& each : texts) {
        if (each.kinds.empty()) found += personal_data_in(each.text, {}, today).size();
    }
    const double clean_ms = now_ms() - before_ms;
    std::printf("labelled texts: %zu, recall %.2f %%, precision %.2f %%\n", texts.size(),
                score.recall() * 100, score.precision() * 100);
    std::printf("texts half of which tell of somebody: %.1f MB/s; those that do not: %.1f MB/s\n",
                static_cast<double>(bytes) / 1e3 / ms,
                static_cast<double>(clean_bytes) / 1e3 / clean_ms);
    REQUIRE(score.right > 0);
    REQUIRE(found <= texts.size());
}
