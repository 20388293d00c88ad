package org.countersign.casefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Instant;
import java.util.Optional;
import org.countersign.casefile.Disclosures.Result;
import org.countersign.engine.Case;
import org.countersign.engine.Cases;
import org.junit.jupiter.api.Test;

/** What a case learns of a judgement, its own or one made where it comes from. */
class DisclosuresTests {

    private final Cases cases = mock(Cases.class);
    private final Disclosures disclosures = new Disclosures(cases);

    @Test
    void whatProtectsAPersonGoesWithWhatIsHandedOn() {
        comesFrom("PR-1", "RC-1");
        judged("RC-1", Result.CONTENT_ALONE);
        assertThat(disclosures.resultFor("PR-1")).contains(Result.CONTENT_ALONE);
        judged("PR-1", Result.GO_ON);
        assertThat(disclosures.resultFor("PR-1")).as("a milder judgement later takes nothing away").contains(Result.CONTENT_ALONE);
        judged("PR-1", Result.STOP);
        assertThat(disclosures.resultFor("PR-1")).contains(Result.STOP);
        assertThat(disclosures.resultFor("RC-1")).as("nothing goes back").contains(Result.CONTENT_ALONE);
    }

    @Test
    void knowsOfNoneWhereNobodySuspectedOne() {
        comesFrom("DR-1", "PR-1");
        assertThat(disclosures.resultFor("DR-1")).isEmpty();
    }

    private void comesFrom(String caseId, String otherId) {
        when(cases.originOf(caseId)).thenReturn(Optional.of(of(otherId, null)));
    }

    private void judged(String caseId, Result result) {
        when(cases.startedFrom(caseId, Disclosures.FLOW)).thenReturn(Optional.of(of("PD-" + caseId, result.outcome())));
    }

    private static Case of(String caseId, String outcome) {
        return new Case(caseId, "flow", "i", "d", "P1", caseId, true, "", outcome, Instant.EPOCH, null, false);
    }
}
