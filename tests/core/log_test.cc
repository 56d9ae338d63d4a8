#include "sync/core/log.h"

#include "tests/catch.h"
#include "tests/log_capture.h"

using namespace hall;

TEST_CASE("a series writes its first line and how many more there were") {
    const LogCapture log;
    {
        LogSeries series(LogLevel::warning, "batch_rejected");
        for (int i = 0; i < 30'000; ++i) series.line({{"number", i}});
        series.end();
        series.line({{"number", -1}});
    }
    { const LogSeries nothing(LogLevel::warning, "nothing"); }
    REQUIRE(log.lines() == std::vector<std::string>{"warning batch_rejected number=0",
                                                    "warning batch_rejected more=29999",
                                                    "warning batch_rejected number=-1"});
}

TEST_CASE("a budget writes so many lines a minute and how many more there were") {
    const LogCapture log;
    {
        LogBudget budget(LogLevel::warning, "request_not_signed", 2);
        for (int i = 0; i < 1000; ++i) budget.line(5000 + i, {{"number", i}});
        budget.line(70'000, {{"number", -1}});
        for (int i = 0; i < 3; ++i) budget.line(200'000, {{"number", i}});
    }
    REQUIRE(log.lines() ==
            std::vector<std::string>{
                "warning request_not_signed number=0", "warning request_not_signed number=1",
                "warning request_not_signed more=998", "warning request_not_signed number=-1",
                "warning request_not_signed number=0", "warning request_not_signed number=1",
                "warning request_not_signed more=1"});
}
