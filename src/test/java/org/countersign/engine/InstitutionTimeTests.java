package org.countersign.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.countersign.Demonstration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The institution's own clock decides, not the server's: no server of ours stands in both zones tested. */
@Demonstration
class InstitutionTimeTests {

    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final ZoneId HONOLULU = ZoneId.of("Pacific/Honolulu");
    private static final String AT_EIGHT = "0 0 8 * * ?";

    @Autowired
    ProcessEngine engine;

    @AfterEach
    void goOn() {
        ClockUtil.reset();
    }

    @Test
    void morningsComeAtEightWhereTheInstitutionIs() {
        ClockUtil.setCurrentTime(date("2027-01-11T10:00:00Z"));
        assertThat(new InstitutionTime.Cycles(TOKYO).resolveDuedate(AT_EIGHT)).isEqualTo(date("2027-01-11T23:00:00Z"));
        assertThat(new InstitutionTime.Cycles(HONOLULU).resolveDuedate(AT_EIGHT)).isEqualTo(date("2027-01-11T18:00:00Z"));
    }

    @Test
    void morningsStayAtEightWhenTheClocksGoForward() {
        ClockUtil.setCurrentTime(date("2027-03-27T10:00:00Z"));
        assertThat(new InstitutionTime.Cycles(ZoneId.of("Europe/London")).resolveDuedate(AT_EIGHT)).isEqualTo(date("2027-03-28T07:00:00Z"));
    }

    @Test
    void aRepetitionInHoursIsLeftToTheEngine() {
        ClockUtil.setCurrentTime(date("2027-01-11T10:00:00Z"));
        assertThat(new InstitutionTime.Cycles(TOKYO).resolveDuedate("R3/PT10H")).isEqualTo(date("2027-01-11T20:00:00Z"));
    }

    @Test
    void nightsAreWhereTheInstitutionIs() {
        ProcessEngineConfigurationImpl hours = new StandaloneInMemProcessEngineConfiguration();
        hours.setHistoryCleanupBatchWindowStartTime("02:00");
        hours.setHistoryCleanupBatchWindowEndTime("04:00");
        var nights = new InstitutionTime.Nights(TOKYO);
        // 03:00 in Tokyo.
        Date within = date("2027-01-11T18:00:00Z");
        assertThat(nights.getCurrentOrNextBatchWindow(within, hours).getStart()).isEqualTo(date("2027-01-11T17:00:00Z"));
        assertThat(nights.getCurrentOrNextBatchWindow(within, hours).getEnd()).isEqualTo(date("2027-01-11T19:00:00Z"));
        assertThat(nights.getNextBatchWindow(within, hours).getStart()).isEqualTo(date("2027-01-12T17:00:00Z"));
        assertThat(nights.getCurrentOrNextBatchWindow(date("2027-01-11T19:00:00Z"), hours).getStart()).isEqualTo(date("2027-01-12T17:00:00Z"));
    }

    @Test
    void theEngineGoesByIt() {
        var configuration = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        assertThat(configuration.getBusinessCalendarManager().getBusinessCalendar("cycle")).isInstanceOf(InstitutionTime.Cycles.class);
        assertThat(configuration.getBatchWindowManager()).isInstanceOf(InstitutionTime.Nights.class);
        assertThat(configuration.getBatchWindowManager().isBatchWindowConfigured(configuration)).isTrue();
    }

    private static Date date(String instant) {
        return Date.from(Instant.parse(instant));
    }
}
