package org.countersign.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.countersign.DatabaseSlice;
import org.countersign.MovableClock;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@DatabaseSlice
@Import(CalendarFeeds.class)
class CalendarFeedsTests {

    @Autowired CalendarFeeds feeds;
    @Autowired MovableClock clock;
    @Autowired JdbcClient database;

    @Test
    void aNewAddressRevokesTheOneBeforeAndIsNotKeptInPlain() {
        String first = feeds.make("P0007");
        String second = feeds.make("P0007");
        assertThat(second).hasSize(43).isNotEqualTo(first);
        assertThat(feeds.personOf(first)).isEmpty();
        assertThat(feeds.personOf(second)).contains("P0007");
        assertThat(feeds.madeAt("P0007")).contains(clock.instant());
        assertThat(database.sql("select address_sha256 from cs_calendar_feed").query(String.class).list()).doesNotContain(second);
        feeds.revoke("P0007");
        assertThat(feeds.personOf(second)).isEmpty();
        assertThat(feeds.madeAt("P0007")).isEmpty();
    }
}
