// Log: one line an occurrence, to standard error, for the journal. Values are ids,
// counts and names of files: never what a person typed, never a person's name.

#pragma once

#include <cstdint>
#include <initializer_list>
#include <mutex>
#include <string>
#include <string_view>

namespace hall {

enum class LogLevel { info, warning, error };

struct LogField {
    LogField(std::string_view field_name, std::string_view text) : name(field_name), value(text) {}
    LogField(std::string_view field_name, const char* text) : name(field_name), value(text) {}
    LogField(std::string_view field_name, long long number)
        : name(field_name), value(std::to_string(number)) {}
    LogField(std::string_view field_name, unsigned long long number)
        : name(field_name), value(std::to_string(number)) {}
    LogField(std::string_view field_name, long number)
        : name(field_name), value(std::to_string(number)) {}
    LogField(std::string_view field_name, unsigned long number)
        : name(field_name), value(std::to_string(number)) {}
    LogField(std::string_view field_name, int number)
        : name(field_name), value(std::to_string(number)) {}

    std::string name;
    std::string value;
};

// Writes "warning segment_refused channel=county reason="bad hash"". Control
// characters in values are replaced, so that a line is a line. Any thread.
void log_line(LogLevel level, std::string_view what, std::initializer_list<LogField> fields = {});

// A series of lines about one thing that somebody else can make happen as often as they like:
// a stick with thirty thousand spoilt files must not fill the journal. The first is written,
// the others are counted, and the count is written when the series ends or goes.
//
//     warning batch_rejected kiosk=kiosk-1 reason=…
//     warning batch_rejected more=29999
//
// One thread.
class LogSeries {
  public:
    LogSeries(LogLevel level, std::string_view what) : level_(level), what_(what) {}
    LogSeries(const LogSeries&) = delete;
    LogSeries& operator=(const LogSeries&) = delete;
    ~LogSeries() { end(); }

    void line(std::initializer_list<LogField> fields);

    // The next line begins a new series.
    void end();

  private:
    const LogLevel level_;
    const std::string what_;
    long long lines_ = 0;
};

// The same for what comes from outside at any time: so many lines a minute are written, the
// others are counted, and the count is written with the first line of a later minute, or when
// this goes. Any thread.
class LogBudget {
  public:
    LogBudget(LogLevel level, std::string_view what, long long lines_a_minute)
        : level_(level), what_(what), lines_a_minute_(lines_a_minute) {}
    LogBudget(const LogBudget&) = delete;
    LogBudget& operator=(const LogBudget&) = delete;
    ~LogBudget();

    // `mono_ms`: now, by a clock that only goes forward.
    void line(std::int64_t mono_ms, std::initializer_list<LogField> fields);

  private:
    const LogLevel level_;
    const std::string what_;
    const long long lines_a_minute_;
    std::mutex mutex_;
    std::int64_t minute_since_ms_ = 0;
    long long lines_ = 0;  // in that minute
};

}  // namespace hall
