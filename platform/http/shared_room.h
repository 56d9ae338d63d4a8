// Shared room: something bounded that many clients take up at once, such as memory for
// bodies. One client may have so much of it, whoever else asks; what it takes beside
// nothing of its own is always within that, so that one large piece fits. One thread.

#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>

namespace hall::platform {

class SharedRoom {
  public:
    SharedRoom(std::size_t all_max, std::size_t client_max)
        : all_max_(all_max), client_max_(client_max) {}
    SharedRoom(const SharedRoom&) = delete;
    SharedRoom& operator=(const SharedRoom&) = delete;

    // Given back with its owner. REQUIRES: the room outlives it.
    class Place {
      public:
        Place(Place&& other) noexcept
            : room_(std::exchange(other.room_, nullptr)),
              client_(std::move(other.client_)),
              amount_(other.amount_) {}
        Place& operator=(Place&& other) noexcept {
            std::swap(room_, other.room_);
            std::swap(client_, other.client_);
            std::swap(amount_, other.amount_);
            return *this;
        }
        ~Place() {
            if (room_ != nullptr) room_->give_back(client_, amount_);
        }

      private:
        friend class SharedRoom;
        Place(SharedRoom& room, std::string client, std::size_t amount)
            : room_(&room), client_(std::move(client)), amount_(amount) {}
        SharedRoom* room_;
        std::string client_;
        std::size_t amount_;
    };

    // Nothing if there is no room for it now, or this client has its share.
    std::optional<Place> take(const std::string& client, std::size_t amount) {
        if (taken_ + amount > all_max_) return std::nullopt;
        std::size_t& of_client = by_client_[client];
        if (of_client > 0 && of_client + amount > client_max_) return std::nullopt;
        taken_ += amount;
        of_client += amount;
        return Place(*this, client, amount);
    }

  private:
    void give_back(const std::string& client, std::size_t amount) {
        taken_ -= amount;
        const auto found = by_client_.find(client);
        found->second -= amount;
        if (found->second == 0) by_client_.erase(found);
    }

    const std::size_t all_max_;
    const std::size_t client_max_;
    std::size_t taken_ = 0;
    std::map<std::string, std::size_t> by_client_;
};

}  // namespace hall::platform
