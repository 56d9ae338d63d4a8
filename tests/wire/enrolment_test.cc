#include "sync/wire/enrolment.h"

#include "tests/catch.h"

using namespace hall;

namespace {

EnrolmentResponse answer() {
    EnrolmentResponse answer;
    answer.kiosk = "kiosk-7";
    answer.short_id = "K7M";
    answer.village = "510681113205";
    answer.village_name = "滴水村";
    answer.town = "510681113";
    answer.town_name = "松林镇";
    answer.county = "广汉市";
    answer.epoch = 2;
    answer.root = std::string("{\"signed\":\0}", 12);
    answer.receipt_keys = {{"id", "receipt", std::string(32, 'k')}};
    return answer;
}

void flip(std::string& bytes) {
    bytes[0] = static_cast<char>(bytes[0] ^ 1);
}

SigningKey device_key() {
    return VALUE(SigningKey::from_seed(std::string(32, 's')));
}

EnrolmentRequest signed_request() {
    EnrolmentRequest request{"ABCD-EFGH", device_key().public_key(), std::string(32, 'b')};
    sign_enrolment(request, device_key());
    return request;
}

}  // namespace

TEST_CASE("an enrolment request reads back as it was written") {
    const EnrolmentRequest request = signed_request();
    const EnrolmentRequest read = VALUE(parse_enrolment_request(bytes_of(request)));
    REQUIRE(read.code == request.code);
    REQUIRE(read.sign_key == request.sign_key);
    REQUIRE(read.box_key == request.box_key);
    REQUIRE_OK(check_possession(read));
}

TEST_CASE("an enrolment request without a code or with a key that is none is corrupt") {
    const EnrolmentRequest request = signed_request();
    for (const char* patch : {R"({"code":null})", R"({"sign_key":null})", R"({"sign_key":"AAAA"})",
                              R"({"box_key":"?"})", R"({"box_key":7})",
                              R"({"box_key":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="})",
                              R"({"signature":null})", R"({"signature":"AAAA"})"}) {
        Json json = Json::parse(bytes_of(request));
        json.merge_patch(Json::parse(patch));
        INFO(patch);
        REQUIRE_ERROR(Errc::corrupt, parse_enrolment_request(json.dump()));
    }
    REQUIRE_ERROR(Errc::exhausted, parse_enrolment_request(std::string(20'000, ' ')));
}

TEST_CASE("a former kiosk is named with a signature of 64 bytes or not at all") {
    EnrolmentRequest request = signed_request();
    request.former = FormerKiosk{"kiosk-6", std::string(64, 'f')};
    REQUIRE(VALUE(parse_enrolment_request(bytes_of(request))).former->kiosk == "kiosk-6");
    for (const std::size_t length : {0, 32, 63, 65, 128}) {
        request.former->signature.assign(length, 'f');
        INFO(length);
        REQUIRE_ERROR(Errc::corrupt, parse_enrolment_request(bytes_of(request)));
    }
}

TEST_CASE("an enrolment request is signed over its code, all keys and whom it was") {
    EnrolmentRequest request = signed_request();
    request.former = FormerKiosk{"kiosk-6", std::string(64, 'f')};
    sign_enrolment(request, device_key());
    REQUIRE_OK(check_possession(request));
    const auto altered = [&](const auto& change) {
        EnrolmentRequest other = request;
        change(other);
        return check_possession(other);
    };
    using Request = EnrolmentRequest;
    REQUIRE_ERROR(Errc::untrusted, altered([](Request& other) { flip(other.code); }));
    REQUIRE_ERROR(Errc::untrusted, altered([](Request& other) { flip(other.box_key); }));
    REQUIRE_ERROR(Errc::untrusted, altered([](Request& other) { flip(other.sign_key); }));
    REQUIRE_ERROR(Errc::untrusted, altered([](Request& other) { other.former.reset(); }));
    REQUIRE_ERROR(Errc::untrusted, altered([](Request& other) { other.former->kiosk = "k"; }));
}

TEST_CASE("an enrolment answer reads back as it was written") {
    const EnrolmentResponse read = VALUE(parse_enrolment_response(bytes_of(answer())));
    REQUIRE(read.kiosk == "kiosk-7");
    REQUIRE(read.short_id == "K7M");
    REQUIRE(read.village == "510681113205");
    REQUIRE(read.village_name == "滴水村");
    REQUIRE(read.town == "510681113");
    REQUIRE(read.town_name == "松林镇");
    REQUIRE(read.county == "广汉市");
    REQUIRE(read.epoch == 2);
    REQUIRE(read.root == answer().root);
    REQUIRE(read.receipt_keys.size() == 1);
    REQUIRE(read.receipt_keys[0].to == "receipt");
    REQUIRE(read.receipt_keys[0].public_key == std::string(32, 'k'));
}

TEST_CASE("an enrolment answer that would make no kiosk is corrupt") {
    for (const char* patch :
         {R"({"kiosk":""})", R"({"kiosk":null})", R"({"short":"k7m"})", R"({"short":null})",
          R"({"village":"1"})", R"({"village":null})", R"({"town":"1"})", R"({"town":null})",
          R"({"name":null})", R"({"town_name":null})", R"({"county":null})", R"({"epoch":0})",
          R"({"epoch":"1"})", R"({"root":"?"})", R"({"root":null})", R"({"receipt_keys":null})",
          R"({"receipt_keys":[{}]})"}) {
        Json json = Json::parse(bytes_of(answer()));
        json.merge_patch(Json::parse(patch));
        INFO(patch);
        REQUIRE_ERROR(Errc::corrupt, parse_enrolment_response(json.dump()));
    }
}
