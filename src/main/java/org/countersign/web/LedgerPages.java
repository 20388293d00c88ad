package org.countersign.web;

import org.countersign.people.Person;
import org.countersign.records.Ledger;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** Where the ledger ends, and the button that has it walked. */
@Controller
@RequestMapping("/records/ledger")
class LedgerPages {

    private final Ledger ledger;
    private final LedgerWalks walks;

    LedgerPages(Ledger ledger, LedgerWalks walks) {
        this.ledger = ledger;
        this.walks = walks;
    }

    @GetMapping
    String show(Person me, Model model) {
        RecordAccess.mustBeOfficer(me);
        model.addAttribute("head", ledger.head());
        model.addAttribute("trouble", ledger.trouble().orElse(null));
        return "pages/ledger";
    }

    @PostMapping
    String verify(Person me, Model model) {
        RecordAccess.mustBeOfficer(me);
        model.addAttribute("state", walks.walk());
        return show(me, model);
    }
}
