package org.countersign.registers;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import org.countersign.registers.Apps.App;
import org.countersign.registers.Apps.Status;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Gives the demonstration a register with an app in every state. */
@Component
@Profile("demo")
@Order(10)
class DemonstrationApps implements ApplicationRunner {

    private static final String IT_MANAGER = "P0006";

    private final Apps apps;
    private final LocalDate today;

    DemonstrationApps(Apps apps, Clock clock, ZoneId zone) {
        this.apps = apps;
        this.today = LocalDate.ofInstant(clock.instant(), zone);
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (!apps.all().isEmpty()) {
            return;
        }
        apps.enter("WhatsApp", "Meta Platforms", Status.APPROVED,
                "Terms read and settings tried out: end-to-end encrypted, messages can be set to disappear.",
                "Set messages to disappear after 7 days, switch chat back-up off, and let only administrators change the group's settings.",
                today.plusYears(1), IT_MANAGER);
        apps.enter("Signal", "Signal Technology Foundation", Status.APPROVED,
                "Terms read and settings tried out: end-to-end encrypted, collects hardly anything, no cloud back-up.",
                "Set messages to disappear after 7 days and switch the group link off.", today.plusYears(1), IT_MANAGER);
        apps.enter("Snapchat", "Snap", Status.REFUSED,
                "Nothing can be moved to the corporate record before it disappears, and the terms are made for private use.", null, null, IT_MANAGER);
        App telegram = apps.enter("Telegram", "Telegram Messenger", Status.APPROVED, "Approved on trial.", null, null, IT_MANAGER);
        apps.change(telegram.appId(), Status.WITHDRAWN,
                "Group conversations are not end-to-end encrypted and stay on the maker's servers.", null, null, IT_MANAGER);
    }
}
