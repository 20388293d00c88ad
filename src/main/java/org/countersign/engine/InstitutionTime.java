package org.countersign.engine;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Date;
import org.camunda.bpm.engine.impl.calendar.CycleBusinessCalendar;
import org.camunda.bpm.engine.impl.calendar.MapBusinessCalendarManager;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.jobexecutor.historycleanup.BatchWindow;
import org.camunda.bpm.engine.impl.jobexecutor.historycleanup.BatchWindowManager;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.countersign.institution.Institution;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;
import org.springframework.stereotype.Component;

/** Eight in the morning in a diagram, and two at night for clearing up, are the institution's own, wherever the server stands. */
@Component
class InstitutionTime extends AbstractProcessEnginePlugin {

    private final ZoneId zone;

    InstitutionTime(Institution institution) {
        this.zone = institution.zone();
    }

    @Override
    public void postInit(ProcessEngineConfigurationImpl engine) {
        ((MapBusinessCalendarManager) engine.getBusinessCalendarManager()).addBusinessCalendar(CycleBusinessCalendar.NAME, new Cycles(zone));
        engine.setBatchWindowManager(new Nights(zone));
    }

    /** Repetitions given as cron expressions; what ISO 8601 gives as a duration knows no zone. */
    static class Cycles extends CycleBusinessCalendar {

        private final ZoneId zone;

        Cycles(ZoneId zone) {
            this.zone = zone;
        }

        @Override
        public Date resolveDuedate(String cycle, @Nullable Date from, long repeatOffset) {
            if (!CronExpression.isValidExpression(cycle)) {
                return super.resolveDuedate(cycle, from, repeatOffset);
            }
            return Date.from(CronExpression.parse(cycle).next(ClockUtil.getCurrentTime().toInstant().atZone(zone)).toInstant());
        }
    }

    /** The same hours every night, as configured for the engine. */
    static class Nights implements BatchWindowManager {

        private final ZoneId zone;

        Nights(ZoneId zone) {
            this.zone = zone;
        }

        @Override
        public BatchWindow getCurrentOrNextBatchWindow(Date at, ProcessEngineConfigurationImpl engine) {
            BatchWindow today = window(day(at), engine);
            return today.getEnd().after(at) ? today : window(day(at).plusDays(1), engine);
        }

        @Override
        public BatchWindow getNextBatchWindow(Date at, ProcessEngineConfigurationImpl engine) {
            BatchWindow today = window(day(at), engine);
            return today.getStart().after(at) ? today : window(day(at).plusDays(1), engine);
        }

        @Override
        public boolean isBatchWindowConfigured(ProcessEngineConfigurationImpl engine) {
            return engine.getHistoryCleanupBatchWindowStartTime() != null;
        }

        private LocalDate day(Date at) {
            return LocalDate.ofInstant(at.toInstant(), zone);
        }

        private BatchWindow window(LocalDate day, ProcessEngineConfigurationImpl engine) {
            return new BatchWindow(at(day, engine.getHistoryCleanupBatchWindowStartTime()), at(day, engine.getHistoryCleanupBatchWindowEndTime()));
        }

        private Date at(LocalDate day, String time) {
            return Date.from(day.atTime(LocalTime.parse(time)).atZone(zone).toInstant());
        }
    }
}
