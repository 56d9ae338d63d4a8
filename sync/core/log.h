// Log: one line an occurrence, to standard error, for the journal. Values are ids,
// counts and names of files: never what a person typed, never a person's name.

#pragma once

#include <initializer_list>
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

}  // namespace hall
