// The rules of the house, read from the source: layers, one home for each outside
// library, names, and documents that tell the truth about paths.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "tests/catch.h"

namespace {

namespace fs = std::filesystem;

const fs::path root = HALL_SOURCE_DIR;

std::string text_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

struct Source {
    std::string path;  // from the root, with slashes
    std::string text;
    std::vector<std::string> includes;  // as written, without quotes or brackets
};

// The product's own sources.
const std::vector<Source>& sources() {
    static const std::vector<Source> all = [] {
        std::vector<Source> found;
        const std::regex include(R"(^\s*#\s*include\s+[<"]([^>"]+)[>"])", std::regex::multiline);
        for (const char* top : {"sync", "kiosk", "platform", "tests"}) {
            for (const auto& entry : fs::recursive_directory_iterator(root / top)) {
                const std::string extension = entry.path().extension().string();
                if (extension != ".h" && extension != ".cc") continue;
                if (entry.path().string().find("node_modules") != std::string::npos) continue;
                Source source{
                    fs::relative(entry.path(), root).generic_string(), text_of(entry.path()), {}};
                for (std::sregex_iterator i(source.text.begin(), source.text.end(), include), end;
                     i != end; ++i) {
                    source.includes.push_back((*i)[1]);
                }
                found.push_back(std::move(source));
            }
        }
        return found;
    }();
    return all;
}

bool starts_with_any(const std::string& text, const std::vector<std::string>& starts) {
    return std::any_of(starts.begin(), starts.end(),
                       [&](const std::string& s) { return text.starts_with(s); });
}

std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) text.append("\n  ").append(line);
    return text;
}

// The text with blanks in place of comments.
std::string without_comments(std::string text) {
    for (std::size_t at = text.find("//"); at != std::string::npos; at = text.find("//", at)) {
        for (; at < text.size() && text[at] != '\n'; ++at) text[at] = ' ';
    }
    return text;
}

// True if what stands at `at` is an element of a list in braces, and not its first.
bool follows_in_braces(const std::string& text, std::size_t at) {
    int depth = 0;
    bool comma = false;
    while (at-- > 0) {
        const char c = text[at];
        if (c == ')' || c == '}' || c == ']') ++depth;
        if (depth == 0) {
            if (c == ';') return false;
            if (c == '{') return comma;
            comma = (comma || c == ',') && c != '(' && c != '[';
        } else if (c == '(' || c == '{' || c == '[') {
            --depth;
        }
    }
    return false;
}

}  // namespace

TEST_CASE("no folder includes what lies above it") {
    // A file below the first sees its own folder and those named; order matters, the
    // longest place first.
    const std::vector<std::pair<std::string, std::vector<std::string>>> layers = {
        {"sync/core/", {"sync/core/"}},
        {"sync/wire/", {"sync/wire/", "sync/core/"}},
        {"sync/sheets/", {"sync/sheets/", "sync/core/"}},
        {"sync/rules/", {"sync/rules/", "sync/wire/", "sync/sheets/workbook.h", "sync/core/"}},
        {"sync/trust/", {"sync/trust/", "sync/wire/", "sync/core/"}},
        {"sync/", {"sync/"}},
        {"kiosk/canvas/", {"kiosk/canvas/", "sync/core/"}},
        {"kiosk/input/", {"kiosk/input/", "kiosk/canvas/", "sync/core/"}},
        {"kiosk/ui/",
         {"kiosk/ui/", "kiosk/canvas/", "kiosk/input/", "sync/core/",
          // which months a lunar year has; pure
          "sync/rules/calendar.h"}},
        {"kiosk/screens/",
         {"kiosk/screens/", "kiosk/ui/", "kiosk/input/",
          // what all screens share, and what their parts of update() change; pure
          "kiosk/app/model.h", "kiosk/app/intent.h", "kiosk/app/update_step.h",
          "kiosk/app/board_kinds.h",
          // what models hold, the words of a date, an amount or a masked number; pure
          "sync/core/clock.h", "sync/core/plain_text.h", "sync/edge/content/library.h",
          "sync/rules/answer.h", "sync/rules/disclosure.h", "sync/rules/disclosure/find_rows.h",
          "sync/rules/disclosure/shares.h", "sync/rules/form.h", "sync/rules/form_controls.h",
          "sync/rules/id_number.h", "sync/rules/money.h", "sync/wire/content.h",
          "sync/wire/event.h", "sync/wire/reply.h", "sync/wire/seal.h"}},
        {"kiosk/devices/", {"kiosk/devices/", "kiosk/canvas/", "sync/core/"}},
        {"kiosk/window/", {"kiosk/window/", "kiosk/canvas/", "kiosk/input/", "sync/core/"}},
        {"kiosk/bench/", {"kiosk/", "sync/core/"}},
        {"kiosk/", {"kiosk/", "sync/edge/", "sync/rules/", "sync/wire/", "sync/core/"}},
        {"platform/store/",
         {"platform/store/", "platform/embedded.h", "sync/rules/", "sync/wire/", "sync/core/"}},
        {"platform/http/",
         {"platform/http/", "platform/store/", "sync/rules/", "sync/wire/", "sync/core/"}},
        {"platform/publish/",
         {"platform/publish/", "platform/store/", "platform/http/", "sync/rules/", "sync/wire/",
          "sync/trust/", "sync/core/"}},
        {"platform/desk/",
         {"platform/desk/", "platform/publish/", "platform/store/", "sync/rules/", "sync/wire/",
          "sync/core/"}},
        {"platform/fleet/",
         {"platform/fleet/", "platform/desk/", "platform/publish/", "platform/store/",
          "sync/rules/", "sync/wire/", "sync/core/"}},
        {"platform/intake/",
         {"platform/intake/", "platform/fleet/", "platform/desk/", "platform/publish/",
          "platform/http/", "platform/store/", "sync/rules/", "sync/wire/", "sync/core/"}},
        {"platform/stick/",
         {"platform/stick/", "platform/intake/", "platform/desk/", "platform/publish/",
          "platform/http/", "platform/store/", "sync/rules/", "sync/wire/", "sync/trust/",
          "sync/core/"}},
        {"platform/console_api/",
         {"platform/console_api/", "platform/intake/", "platform/fleet/", "platform/stick/",
          "platform/desk/", "platform/publish/", "platform/http/", "platform/store/",
          "platform/embedded.h", "sync/rules/", "sync/wire/", "sync/core/"}},
        {"platform/", {"platform/", "sync/rules/", "sync/wire/", "sync/trust/", "sync/core/"}},
    };
    std::vector<std::string> wrong;
    for (const Source& source : sources()) {
        const auto layer = std::find_if(layers.begin(), layers.end(), [&](const auto& l) {
            return source.path.starts_with(l.first);
        });
        if (layer == layers.end()) continue;
        for (const std::string& include : source.includes) {
            const bool ours = starts_with_any(include, {"sync/", "kiosk/", "platform/", "tests/"});
            if (ours && !starts_with_any(include, layer->second))
                wrong.push_back(source.path + " includes " + include);
        }
    }
    INFO(joined(wrong));
    REQUIRE(wrong.empty());
}

TEST_CASE("each outside library has one home") {
    const std::vector<std::pair<std::string, std::vector<std::string>>> homes = {
        {"sqlite3.h",
         {"sync/core/database", "sync/edge/search/tokenizer", "sync/edge/search/search_rank"}},
        {"SQLiteCpp/", {"sync/core/database"}},
        {"sodium", {"sync/wire/"}},
        // Signatures in one place; certificates where libcurl asks about them.
        {"openssl/", {"sync/wire/", "sync/edge/transport/http_transport"}},
        {"simdjson.h", {"sync/core/json"}},
        {"zstd.h", {"sync/wire/segment", "sync/wire/content_encoding"}},
        {"zlib.h", {"sync/wire/content_encoding"}},
        {"zip.h", {"sync/sheets/zip_archive"}},
        {"libxml/", {"sync/sheets/xml_events"}},
        {"curl/", {"sync/edge/transport/http_transport"}},
        {"valijson/", {"sync/rules/schema"}},
        {"re2/", {"sync/rules/pattern"}},
        // Its time grows exponentially with a foreign pattern, its stack with a foreign text:
        // no home in the product.
        {"regex", {"tests/"}},
        {"GLFW/", {"kiosk/window/window"}},
        {"imgui", {"kiosk/canvas/", "kiosk/ui/", "kiosk/app/stage", "kiosk/bench/"}},
        {"ft2build.h", {"kiosk/ui/text/font"}},
        {"X11/", {"kiosk/canvas/x11_", "kiosk/window/window"}},
        {"boost/", {"platform/http/"}},
        {"pqxx/", {"platform/store/postgres"}},
        {"png.h",
         {"kiosk/app/picture_file", "kiosk/devices/camera/png_", "platform/publish/picture_",
          "platform/publish/decoded_picture"}},
        {"turbojpeg.h",
         {"kiosk/app/picture_file", "kiosk/devices/camera/jpeg_codec", "platform/publish/picture_",
          "platform/publish/decoded_picture"}},
        {"webp/", {"platform/publish/decoded_picture"}},
        {"stb/", {"platform/publish/decoded_picture"}},
        {"qrencode.h", {"kiosk/ui/", "kiosk/devices/print/print_qr"}},
        {"md4c.h", {"kiosk/ui/text/markdown"}},
        {"linebreak.h", {"kiosk/ui/text/line_break"}},
        {"espeak-ng/", {"kiosk/devices/speech/espeak_voice"}},
        {"alsa/", {"kiosk/devices/speech/alsa_", "kiosk/devices/recorder/alsa_source"}},
        {"cups/", {"kiosk/devices/print/cups_"}},
        {"cairo", {"kiosk/devices/print/text_painter"}},
        {"pango/", {"kiosk/devices/print/text_painter"}},
        {"zbar.h", {"kiosk/devices/camera/qr_reader"}},
        {"linux/videodev2.h", {"kiosk/devices/camera/v4l2_camera"}},
        {"opusenc.h", {"kiosk/devices/recorder/opus_encoder"}},
        {"opusfile.h", {"kiosk/devices/recorder/opus_note_player"}},
        {"pinyin.h", {"kiosk/input/pinyin/libpinyin_words"}},
        {"zinnia.h", {"kiosk/input/handwriting/zinnia_vote"}},
        {"Eigen/", {"kiosk/input/handwriting/train/"}},
    };
    std::vector<std::string> wrong;
    for (const Source& source : sources()) {
        if (source.path.starts_with("tests/")) continue;
        for (const std::string& include : source.includes) {
            for (const auto& [library, places] : homes) {
                const bool used = include.starts_with(library);
                const bool own = include.starts_with("kiosk/") || include.starts_with("sync/") ||
                                 include.starts_with("platform/");
                if (used && !own && !starts_with_any(source.path, places)) {
                    wrong.push_back(source.path + " includes " + include);
                }
            }
        }
    }
    INFO(joined(wrong));
    REQUIRE(wrong.empty());
}

TEST_CASE("the process with the screen has no network, the canvas no OpenGL") {
    std::vector<std::string> wrong;
    for (const Source& source : sources()) {
        if (!source.path.starts_with("kiosk/")) continue;
        for (const std::string& include : source.includes) {
            if (starts_with_any(include, {"sync/edge/transport/transport", "sync/edge/agent/agent",
                                          "sys/socket.h", "netinet/", "GL/", "EGL/"})) {
                wrong.push_back(source.path + " includes " + include);
            }
        }
    }
    INFO(joined(wrong));
    REQUIRE(wrong.empty());
}

// Compilers do not destroy the elements before it when TRY returns from inside a list in
// braces: keys would stay in memory unwiped, a transaction open for ever.
TEST_CASE("no list in braces is left half made by TRY") {
    REQUIRE(follows_in_braces("f({a, TRY(b)", 6));
    REQUIRE(follows_in_braces("A{.a = g(x), .b = h(TRY(b)", 20));
    REQUIRE_FALSE(follows_in_braces("{ return f(a, TRY(b)", 14));
    REQUIRE_FALSE(follows_in_braces("A{TRY(b)", 2));
    REQUIRE_FALSE(follows_in_braces("{a(b, c); d = TRY(b)", 14));
    std::vector<std::string> wrong;
    for (const Source& source : sources()) {
        if (source.path.starts_with("tests/")) continue;
        const std::string code = without_comments(source.text);
        for (std::size_t at = code.find("TRY"); at != std::string::npos;
             at = code.find("TRY", at + 1)) {
            const std::string_view after = std::string_view(code).substr(at + 3, 4);
            if (!after.starts_with("(") && after != "_IN(") continue;
            if (!follows_in_braces(code, at)) continue;
            const auto line =
                1 + std::count(code.begin(), code.begin() + static_cast<std::ptrdiff_t>(at), '\n');
            wrong.push_back(source.path + ":" + std::to_string(line));
        }
    }
    INFO(joined(wrong));
    REQUIRE(wrong.empty());
}

// They cannot be compiled out of a packaged library: nothing may open one.
TEST_CASE("no debug window, settings file or clipboard of ImGui's can be opened") {
    const std::regex named(
        R"(\b(Show(Demo|Metrics|DebugLog|StackTool|IDStackTool|IdStackTool|About|StyleEditor|)"
        R"(StyleSelector|FontSelector|UserGuide)\w*|Debug(Log|StartItemPicker|TextEncoding)|)"
        R"((Load|Save)IniSettings\w*|(Get|Set)ClipboardText|LogTo\w+)\s*\()");
    std::vector<std::string> wrong;
    bool imgui_seen = false;
    for (const Source& source : sources()) {
        if (!source.path.starts_with("kiosk/")) continue;
        imgui_seen = imgui_seen || source.text.find("ImGui::") != std::string::npos;
        std::smatch found;
        if (std::regex_search(source.text, found, named))
            wrong.push_back(source.path + " calls " + found[1].str());
    }
    REQUIRE(imgui_seen);
    INFO(joined(wrong));
    REQUIRE(wrong.empty());
}

// What is drawn on one screen can send its own intents and the common ones, because it sees no
// others.
TEST_CASE("the drawing of a screen sees no other screen and none of its intents") {
    std::vector<std::string> wrong;
    std::size_t drawings = 0;
    for (const Source& source : sources()) {
        if (!source.path.starts_with("kiosk/screens/") || !source.path.ends_with("_draw.cc"))
            continue;
        ++drawings;
        const std::string own = fs::path(source.path).parent_path().generic_string() + "/";
        for (const std::string& include : source.includes) {
            const bool other =
                include.starts_with("kiosk/screens/") &&
                include.find('/', std::string("kiosk/screens/").size()) != std::string::npos &&
                !include.starts_with(own);
            if (other || starts_with_any(include, {"kiosk/screens/screens.h", "kiosk/app/model.h",
                                                   "kiosk/app/intent.h", "kiosk/app/update"}))
                wrong.push_back(source.path + " includes " + include);
        }
    }
    REQUIRE(drawings > 10);
    INFO(joined(wrong));
    REQUIRE(wrong.empty());
}

TEST_CASE("screens hold no sentences, colours or state of their own") {
    std::vector<std::string> wrong;
    for (const Source& source : sources()) {
        if (!source.path.starts_with("kiosk/screens/") || !source.path.ends_with(".cc")) continue;
        std::istringstream lines(source.text);
        std::string line;
        for (int number = 1; std::getline(lines, line); ++number) {
            const std::string code = line.substr(0, line.find("//"));
            // A character from the CJK blocks inside a literal is a sentence; the joints
            // "·", "，", "　" and the dash are punctuation.
            for (std::size_t i = 0; i + 2 < code.size(); ++i) {
                const auto byte = [&](std::size_t k) {
                    return static_cast<unsigned char>(code[i + k]);
                };
                if (byte(0) >= 0xE4 && byte(0) <= 0xE9) {
                    wrong.push_back(source.path + ":" + std::to_string(number) +
                                    " holds a sentence");
                    break;
                }
            }
            if (std::regex_search(
                    code,
                    std::regex(R"(^\s*static\s+(?!constexpr|const|bool|void|std::string_view))"))) {
                wrong.push_back(source.path + ":" + std::to_string(number) + " holds state");
            }
            if (std::regex_search(code, std::regex(R"(0x[0-9A-Fa-f]{6}\b)"))) {
                wrong.push_back(source.path + ":" + std::to_string(number) + " holds a colour");
            }
        }
    }
    INFO(joined(wrong));
    REQUIRE(wrong.empty());
}

TEST_CASE("names say what a thing is") {
    const std::regex vague(R"(\b(class|struct)\s+\w*(Manager|Helper|Handler|Util|Utils|Impl)\b)");
    const std::set<std::string> vague_files = {"utils",  "util", "common", "helpers",
                                               "helper", "misc", "manager"};
    std::vector<std::string> wrong;
    for (const Source& source : sources()) {
        std::smatch match;
        if (std::regex_search(source.text, match, vague))
            wrong.push_back(source.path + ": " + match.str());
        for (const fs::path& part : fs::path(source.path)) {
            if (vague_files.count(part.stem().string()) != 0) wrong.push_back(source.path);
        }
        if (source.path.ends_with(".h") && source.text.find("#pragma once") == std::string::npos) {
            wrong.push_back(source.path + ": no #pragma once");
        }
        if (source.text.find("TO"
                             "DO") != std::string::npos)
            wrong.push_back(source.path + ": an open end");
    }
    INFO(joined(wrong));
    REQUIRE(wrong.empty());
}

// docs/architecture.md, Glossary, has the word that is used in its place.
TEST_CASE("words that were replaced do not come back") {
    const std::regex replaced(
        R"(\b(carriers?|Carrier\w*|county_line|CountyLine|uplinks?|Uplink|Walker|walk_script|)"
        R"(keep_house|look_over|mend\w*|Standing|tints?|tinted|hindrance\w*|Hindrance|believable|)"
        R"(gates?|StoreGate|bind_kept|NoteSigner|signed_note|hops?|Hop|roads?|channel_road|knock\w*|)"
        R"(KeyOpener|Opener|forgetting|whole_words|village_words|(Loader|Submission|Agent|App|Stick)World|)"
        R"(SimBoard|BoardNow|HttpQuestion|HttpAnswer|house_test|keys_anywhere|strangers?|turned_away|)"
        R"(patience|hand_in|handed_in|put_by|give_up_\w+|set_aside)\b)");
    std::vector<std::string> wrong;
    for (const Source& source : sources()) {
        if (source.path == "tests/rules/architecture_test.cc") continue;
        std::istringstream lines(source.text);
        std::string line;
        for (int number = 1; std::getline(lines, line); ++number) {
            std::smatch found;
            if (std::regex_search(line, found, replaced))
                wrong.push_back(source.path + ":" + std::to_string(number) + " " + found.str());
        }
    }
    INFO(joined(wrong));
    REQUIRE(wrong.empty());
}

TEST_CASE("every program has its namespace") {
    const std::map<std::string, std::string> spaces = {{"sync/", "namespace hall"},
                                                       {"kiosk/", "namespace hall::kiosk"},
                                                       {"platform/", "namespace hall::platform"},
                                                       {"tests/sim/", "namespace hall::sim"}};
    std::vector<std::string> wrong;
    for (const Source& source : sources()) {
        for (const auto& [folder, space] : spaces) {
            if (!source.path.starts_with(folder) || !source.path.ends_with(".h")) continue;
            // What it only names of another program comes before its own.
            if (source.text.find("\nnamespace hall") != std::string::npos &&
                source.text.find("\n" + space) == std::string::npos) {
                wrong.push_back(source.path);
            }
        }
    }
    INFO(joined(wrong));
    REQUIRE(wrong.empty());
}

TEST_CASE("no folder is a heap of loose files") {
    constexpr std::size_t files_max = 60;
    std::map<std::string, std::size_t> count;
    for (const Source& source : sources()) {
        if (source.path.starts_with("tests/")) continue;
        ++count[fs::path(source.path).parent_path().generic_string()];
    }
    std::vector<std::string> wrong;
    for (const auto& [folder, files] : count) {
        if (files > files_max) wrong.push_back(folder + ": " + std::to_string(files));
    }
    // The kiosk's own folder has its main() and folders only.
    if (count["kiosk"] > 1) wrong.push_back("kiosk: loose files");
    INFO(joined(wrong));
    REQUIRE(wrong.empty());
}

TEST_CASE("every test file is built") {
    std::vector<std::string> wrong;
    for (const Source& source : sources()) {
        if (!source.path.starts_with("tests/") || !source.path.ends_with("_test.cc")) continue;
        const fs::path lists = root / fs::path(source.path).parent_path() / "CMakeLists.txt";
        if (!fs::exists(lists)) {
            wrong.push_back(source.path + ": no CMakeLists.txt beside it");
            continue;
        }
        // hall_test() and hall_program take every .cc of the folder; else it is named.
        const std::string text = text_of(lists);
        const bool all = text.find("hall_test(") != std::string::npos ||
                         text.find("/*.cc") != std::string::npos ||
                         text.find("*_test.cc") != std::string::npos;
        if (!all && text.find(fs::path(source.path).filename().string()) == std::string::npos) {
            wrong.push_back(source.path + ": not built");
        }
    }
    INFO(joined(wrong));
    REQUIRE(wrong.empty());
}

TEST_CASE("every fuzz entry is named in the document on testing") {
    const std::string testing = text_of(root / "docs/testing.md");
    std::vector<std::string> wrong;
    std::size_t entries = 0;
    for (const Source& source : sources()) {
        if (!source.path.starts_with("tests/fuzz/") || !source.path.ends_with("_fuzz.cc")) continue;
        ++entries;
        const std::string file = fs::path(source.path).stem().string();
        const std::string entry = file.substr(0, file.size() - std::string("_fuzz").size());
        if (testing.find("`" + entry + "`") == std::string::npos) wrong.push_back(source.path);
    }
    INFO(joined(wrong));
    REQUIRE(wrong.empty());
    REQUIRE(entries > 0);
}

TEST_CASE("paths named in documents exist") {
    const std::regex path(
        R"(`((?:sync|kiosk|platform|assets|tests|docs|tools|\.ci)/[A-Za-z0-9_./-]*[A-Za-z0-9_/])`)");
    std::vector<std::string> wrong;
    std::vector<fs::path> documents = {root / "README.md", root / "CONTRIBUTING.md",
                                       root / "CHANGELOG.md"};
    for (const auto& entry : fs::recursive_directory_iterator(root / "docs")) {
        if (entry.path().extension() == ".md") documents.push_back(entry.path());
    }
    for (const fs::path& document : documents) {
        const std::string text = text_of(document);
        REQUIRE_FALSE(text.empty());
        for (std::sregex_iterator i(text.begin(), text.end(), path), end; i != end; ++i) {
            const std::string named = (*i)[1];
            if (!fs::exists(root / named))
                wrong.push_back(fs::relative(document, root).string() + " names " + named);
        }
    }
    INFO(joined(wrong));
    REQUIRE(wrong.empty());
}

TEST_CASE("paths named in comments exist") {
    const std::regex path(
        R"((?:sync|kiosk|platform|assets|tests|docs|tools)/[A-Za-z0-9_./-]*[A-Za-z0-9_])");
    const std::regex decision(R"(docs/decisions/[0-9]{4})");  // by its number
    std::vector<std::string> wrong;
    for (const Source& source : sources()) {
        std::istringstream lines(source.text);
        for (std::string line; std::getline(lines, line);) {
            const std::size_t comment = line.find("//");
            if (comment == std::string::npos || line.find("#include") != std::string::npos)
                continue;
            const std::string text = line.substr(comment);
            for (std::sregex_iterator i(text.begin(), text.end(), path), end; i != end; ++i) {
                const std::string named = i->str();
                if (!fs::exists(root / named) && !std::regex_match(named, decision))
                    wrong.push_back(source.path + " names " + named);
            }
        }
    }
    INFO(joined(wrong));
    REQUIRE(wrong.empty());
}

TEST_CASE("both languages of the screen say the same things") {
    const std::regex entry(R"re("([^"]+)"\s*:\s*"((?:[^"\\]|\\.)*)")re");
    const auto words = [&](const char* language) {
        std::map<std::string, std::string> all;
        const std::string text = text_of(root / "assets/text" / (std::string(language) + ".json"));
        for (std::sregex_iterator i(text.begin(), text.end(), entry), end; i != end; ++i)
            all[(*i)[1]] = (*i)[2];
        return all;
    };
    const auto chinese = words("zh-CN");
    const auto english = words("en");
    REQUIRE(chinese.size() > 200);
    const std::regex place(R"(\{\d\})");
    for (const auto& [key, sentence] : chinese) {
        INFO(key);
        REQUIRE(english.count(key) == 1);
        std::set<std::string> here, there;
        for (std::sregex_iterator i(sentence.begin(), sentence.end(), place), end; i != end; ++i)
            here.insert(i->str());
        const std::string& other = english.at(key);
        for (std::sregex_iterator i(other.begin(), other.end(), place), end; i != end; ++i)
            there.insert(i->str());
        REQUIRE(here == there);
    }
    REQUIRE(english.size() == chinese.size());
}

TEST_CASE("every word a screen asks for is there") {
    const std::string chinese = text_of(root / "assets/text/zh-CN.json");
    const std::regex use(
        R"re((?:words|frame|world\.words|frame\.words\(\)|words\.with|\.with)[\[(]"([a-z_]+\.[a-z_.0-9]+)")re");
    std::vector<std::string> wrong;
    for (const Source& source : sources()) {
        if (!source.path.starts_with("kiosk/")) continue;
        for (std::sregex_iterator i(source.text.begin(), source.text.end(), use), end; i != end;
             ++i) {
            const std::string key = (*i)[1];
            if (key.ends_with(".")) continue;  // completed at run time
            if (chinese.find("\"" + key + "\"") == std::string::npos)
                wrong.push_back(source.path + ": " + key);
        }
    }
    INFO(joined(wrong));
    REQUIRE(wrong.empty());
}
