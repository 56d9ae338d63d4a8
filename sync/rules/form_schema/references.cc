#include "sync/rules/form_schema/references.h"

#include <set>

#include "sync/rules/form_schema/places.h"

namespace hall {

namespace {

constexpr std::size_t nodes_max = 20'000;
constexpr std::size_t depth_max = 60;

class ReferenceWriter {
  public:
    ReferenceWriter(const Json& root, Findings& findings) : root_(root), findings_(findings) {}

    Json written_out(const Json& value, const std::string& path, std::size_t depth) {
        if (++nodes_ > nodes_max || depth > depth_max) {
            complain_once(path, "questions", "表格太大，或者一层套一层太深",
                          "把表格分成几张，每张不超过三百个问题");
            return Json::object();
        }
        if (value.is_object()) return object_of(value, path, depth);
        if (!value.is_array()) return value;
        Json list = Json::array();
        for (std::size_t i = 0; i < value.size(); ++i)
            list.push_back(written_out(value[i], path + "/" + std::to_string(i), depth + 1));
        return list;
    }

  private:
    Json object_of(const Json& value, const std::string& path, std::size_t depth) {
        if (value.contains("$ref") && value.at("$ref").is_string()) {
            Json target = target_of(value, path, depth);
            if (value.contains("title") && target.is_object()) target["title"] = value.at("title");
            return target;
        }
        Json object = Json::object();
        for (const auto& [name, member] : value.items()) {
            // Not schemas: an answer that happens to be called $ref is one.
            const bool data = name == "const" || name == "enum" || name == "default" ||
                              name == "examples" || name == "definitions" || name == "$defs";
            const std::string there = path + "/" + pointer_token(name);
            if (name == "definitions" || name == "$defs") continue;
            object[name] = data ? member : written_out(member, there, depth + 1);
        }
        return object;
    }

    Json target_of(const Json& value, const std::string& path, std::size_t depth) {
        const std::string& reference = value.at("$ref").get_ref<const std::string&>();
        if (!reference.starts_with('#')) {
            complain_once(path + "/$ref", "remote_ref", "引用了别处的内容：" + reference,
                          "把要引用的内容写进这张表的 definitions 里");
            return Json::object();
        }
        const Json* target = nullptr;
        try {
            const Json::json_pointer pointer(reference.substr(1));
            if (root_.contains(pointer)) target = &root_.at(pointer);
        } catch (const Json::exception&) {
            target = nullptr;
        }
        if (target == nullptr) {
            complain_once(path + "/$ref", "ref", "引用的“" + reference + "”不在这张表里",
                          "检查引用的名字");
            return Json::object();
        }
        if (!open_.insert(reference).second) {
            complain_once(path + "/$ref", "cycle",
                          "“" + reference + "”绕了一圈又引用自己，永远填不完",
                          "去掉这个引用，或者改成有几项填几项的列表");
            return Json::object();
        }
        Json written = written_out(*target, reference.substr(1), depth + 1);
        open_.erase(reference);
        return written;
    }

    void complain_once(const std::string& path, const char* code, std::string message,
                       const char* suggestion) {
        for (const Finding& finding : findings_) {
            if (finding.code == code && finding.message == message) return;
        }
        findings_.push_back({.path = path,
                             .row = {},
                             .code = code,
                             .place = place_in_schema(root_, path),
                             .message = std::move(message),
                             .suggestion = suggestion});
    }

    const Json& root_;
    Findings& findings_;
    std::set<std::string> open_;
    std::size_t nodes_ = 0;
};

}  // namespace

Json without_references(const Json& schema, Findings& findings) {
    return ReferenceWriter(schema, findings).written_out(schema, {}, 0);
}

}  // namespace hall
