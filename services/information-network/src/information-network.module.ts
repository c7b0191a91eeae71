import './problems'
import { auditOf, auditSchema, erasedPeopleHandlers, erasedPersonSchema, erasePeopleOf, Recognitions, searchesOf } from '@yiwang/people'
import { Service } from '@yiwang/platform'
import { AreaChangesController } from './areas/area-changes.controller'
import { AreaChangesService } from './areas/area-changes.service'
import { areaHistorySchema } from './areas/area-history.schema'
import { AreaTreeService } from './areas/area-tree.service'
import { areaTurnSchema } from './areas/area-turn.schema'
import { AreasController } from './areas/areas.controller'
import { CalendarController } from './calendar/calendar.controller'
import { CalendarService } from './calendar/calendar.service'
import { yearSchema } from './calendar/year.schema'
import { InformationNetworkSettings } from './config'
import { correctionSchema } from './corrections/correction.schema'
import { CorrectionsController } from './corrections/corrections.controller'
import { CorrectionsHandlers } from './corrections/corrections.handlers'
import { CorrectionsService } from './corrections/corrections.service'
import { OwnCorrectionsController } from './corrections/own-corrections.controller'
import { DemoCity, DemoPeople } from './demo/demo-city'
import { dwellingSchema } from './dwellings/dwelling.schema'
import { DwellingsController } from './dwellings/dwellings.controller'
import { DwellingsService } from './dwellings/dwellings.service'
import { erasureSchema } from './erasures/erasure.schema'
import { ErasuresController } from './erasures/erasures.controller'
import { ErasuresHandlers } from './erasures/erasures.handlers'
import { ErasuresService } from './erasures/erasures.service'
import { event } from './events'
import { legalHoldSchema } from './holds/hold.schema'
import { HoldsController } from './holds/holds.controller'
import { HoldsService } from './holds/holds.service'
import { householdSchema } from './households/household.schema'
import { HouseholdsController } from './households/households.controller'
import { HouseholdsHandlers } from './households/households.handlers'
import { HouseholdsService } from './households/households.service'
import { importFaultSchema, importSchema } from './imports/import.schema'
import { ImportsController } from './imports/imports.controller'
import { ImportsService } from './imports/imports.service'
import { introducedSchema } from './introductions/introduced.schema'
import { IntroductionsHandlers } from './introductions/introductions.handlers'
import { IntroductionsService } from './introductions/introductions.service'
import { LifeEventsController } from './life-events/life-events.controller'
import { LifeEventsService } from './life-events/life-events.service'
import { doubtSchema } from './looks/doubt.schema'
import { lookSchema } from './looks/look.schema'
import { LookDoubtsController, OrderedLooksController, OwnLooksController } from './looks/looks.controller'
import { LooksHandlers, OrderedLooksHandlers } from './looks/looks.handlers'
import { LooksService } from './looks/looks.service'
import { Offices } from './looks/offices.service'
import { orderedLookSchema } from './looks/ordered-look.schema'
import { OrderedLooksService } from './looks/ordered-looks.service'
import { moveSchema } from './moves/move.schema'
import { MovesController } from './moves/moves.controller'
import { MovesHandlers } from './moves/moves.handlers'
import { MovesService } from './moves/moves.service'
import { noticeSchema } from './notices/notice.schema'
import { NoticesController } from './notices/notices.controller'
import { NoticesService } from './notices/notices.service'
import { OwnController } from './own/own.controller'
import { OwnService } from './own/own.service'
import { RecognitionsController } from './recognitions/recognitions.controller'
import { RecognitionsService } from './recognitions/recognitions.service'
import { triesSchema } from './recognitions/tries.schema'
import { residentSchema } from './residents/resident.schema'
import { ResidentsController } from './residents/residents.controller'
import { ResidentsService } from './residents/residents.service'
import { TimelineController } from './timeline/timeline.controller'
import { TimelineHandlers } from './timeline/timeline.handlers'
import { TimelineService } from './timeline/timeline.service'
import { timelineItemSchema } from './timeline/timeline-item.schema'
import { unitSchema } from './units/unit.schema'
import { UnitsController } from './units/units.controller'
import { UnitsService } from './units/units.service'

/** The registry that is collected once and shared: areas, the calendar, residents, units, notices, and everyone's timeline. */
@Service('information-network', {
  ownAreas: true,
  collections: [
    areaHistorySchema,
    areaTurnSchema,
    unitSchema,
    yearSchema,
    residentSchema,
    dwellingSchema,
    householdSchema,
    importSchema,
    importFaultSchema,
    moveSchema,
    correctionSchema,
    noticeSchema,
    timelineItemSchema,
    erasureSchema,
    legalHoldSchema,
    erasedPersonSchema,
    triesSchema,
    auditSchema,
    lookSchema,
    doubtSchema,
    orderedLookSchema,
    introducedSchema,
  ],
  doors: [
    AreasController,
    AreaChangesController,
    CalendarController,
    UnitsController,
    ResidentsController,
    DwellingsController,
    HouseholdsController,
    LifeEventsController,
    ImportsController,
    MovesController,
    CorrectionsController,
    OwnCorrectionsController,
    OwnController,
    NoticesController,
    TimelineController,
    ErasuresController,
    HoldsController,
    RecognitionsController,
    OwnLooksController,
    LookDoubtsController,
    OrderedLooksController,
  ],
  hears: [
    MovesHandlers,
    HouseholdsHandlers,
    CorrectionsHandlers,
    TimelineHandlers,
    ErasuresHandlers,
    erasedPeopleHandlers('information-network'),
    LooksHandlers,
    OrderedLooksHandlers,
    IntroductionsHandlers,
  ],
  providers: [
    AreaTreeService,
    AreaChangesService,
    CalendarService,
    UnitsService,
    ResidentsService,
    DwellingsService,
    HouseholdsService,
    LifeEventsService,
    ImportsService,
    MovesService,
    CorrectionsService,
    OwnService,
    InformationNetworkSettings,
    NoticesService,
    TimelineService,
    Recognitions,
    RecognitionsService,
    DemoCity,
    DemoPeople,
    ErasuresService,
    HoldsService,
    Offices,
    LooksService,
    OrderedLooksService,
    IntroductionsService,
    erasePeopleOf([moveSchema, correctionSchema, lookSchema, doubtSchema, dwellingSchema, householdSchema], {
      document: (data) => event('information-network.document-erased', data),
      person: (data) => event('information-network.person-erased', data),
    }),
    auditOf((entry) => event('information-network.audit-recorded', entry)),
    searchesOf('information-network'),
  ],
})
export class InformationNetworkModule {}
